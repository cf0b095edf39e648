/** What a terminal shows: progress, tables, amounts. */
package io.meterline.app.terminal;
