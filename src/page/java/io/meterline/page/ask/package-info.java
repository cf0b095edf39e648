/** Answers made of the views and of the log together: a day hour by hour, why a number is what it is, and the settings. */
package io.meterline.page.ask;
