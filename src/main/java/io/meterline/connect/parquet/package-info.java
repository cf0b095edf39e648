/**
 * The log and the views as Parquet files, which other tools can read directly. Views are written by Beam's sink. Rows
 * are read by parquet-avro, except for readings, which are read by column.
 */
package io.meterline.connect.parquet;
