/** Imports files of readings and settings changes into an archive of the log, and reports what a person should look at. */
package io.meterline.connect.imports;
