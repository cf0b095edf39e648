/**
 * Where events come from and where rows go: Kafka, Parquet, CSV, archives and versions of views. The only wing that knows the
 * formats and protocols of the outside.
 */
package io.meterline.connect;
