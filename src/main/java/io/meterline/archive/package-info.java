/** The archive of a live run: every event of the log, each once, in files that are complete from the start. */
package io.meterline.archive;
