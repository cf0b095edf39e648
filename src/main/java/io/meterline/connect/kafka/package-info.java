/** Kafka clusters: addresses, client properties, clients, and explanations of errors. */
package io.meterline.connect.kafka;
