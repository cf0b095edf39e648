/**
 * The log and the views as Parquet files, which other tools can read directly. Views are written by Parquet's column
 * writers. Settings changes and views are read row by row, with Parquet's record reader; readings column by column.
 * Compaction copies rows with Parquet's own reader.
 */
package io.meterline.connect.parquet;
