/** Kafka: where it is and how to reach it, the topics of the log and of the views, and what they must be like. */
package io.meterline.kafka;
