/** The process itself: exit codes, signals, its temporary folder, and failures as one line. */
package io.meterline.app.process;
