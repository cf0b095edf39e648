/** The log in Kafka: unbounded and bounded sources, and publishing. */
package io.meterline.connect.kafka.log;
