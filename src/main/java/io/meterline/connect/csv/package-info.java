/** The log as CSV, as others export it: what its columns are, and which of its rows cannot be events. */
package io.meterline.connect.csv;
