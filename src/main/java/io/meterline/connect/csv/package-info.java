/** Imports the log from CSV files, and records the rows that cannot be events. */
package io.meterline.connect.csv;
