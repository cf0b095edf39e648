/**
 * Sources of events and sinks of rows: Kafka, Parquet, CSV, archives and versioned views. The only wing that knows
 * external formats and protocols.
 */
package io.meterline.connect;
