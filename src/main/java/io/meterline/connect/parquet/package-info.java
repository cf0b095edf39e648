/**
 * The log and the views at rest: Parquet files that other tools read as they are. Views are written by Beam's sink, rows are
 * read by parquet-avro, readings by columns.
 */
package io.meterline.connect.parquet;
