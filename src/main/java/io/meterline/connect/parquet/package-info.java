/** The log at rest: Parquet files that other tools read as they are. */
package io.meterline.connect.parquet;
