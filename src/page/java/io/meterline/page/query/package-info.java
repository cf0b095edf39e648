/** Queries: versions of views as tables of a database, and charts, which are SQL files over them. */
package io.meterline.page.query;
