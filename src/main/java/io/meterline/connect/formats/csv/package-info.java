/** CSV files of readings in any columns: what the user says about them, and what is found out. */
package io.meterline.connect.formats.csv;
