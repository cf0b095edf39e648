/** Import of the log from CSV: its columns, and rows that cannot be events. */
package io.meterline.connect.csv;
