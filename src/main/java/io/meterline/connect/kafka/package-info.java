/** Kafka: where it is, how to reach it and to log in, and what its errors mean. */
package io.meterline.connect.kafka;
