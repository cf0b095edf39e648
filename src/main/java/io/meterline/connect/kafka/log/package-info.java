/** The log in Kafka: read as it grows or as far as it goes, and published to. */
package io.meterline.connect.kafka.log;
