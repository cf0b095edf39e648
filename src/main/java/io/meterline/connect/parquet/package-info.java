/**
 * The log and the views as Parquet files, which other tools can read directly. Views are written by Beam's sink.
 * Settings changes and views are read by parquet-avro, readings column by column. Compaction copies rows with Parquet's
 * own reader.
 */
package io.meterline.connect.parquet;
