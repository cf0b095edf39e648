/**
 * Sources of events and sinks of rows: Kafka, Parquet, CSV, archives and versioned views. Only this part of the code
 * knows external formats and protocols.
 */
package io.meterline.connect;
