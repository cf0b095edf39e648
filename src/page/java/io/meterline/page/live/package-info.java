/** Live: the topics of views as tables of the database, and the events that tell browsers what has changed. */
package io.meterline.page.live;
