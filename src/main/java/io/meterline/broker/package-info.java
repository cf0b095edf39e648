/** A Kafka broker of one node on this machine, for demonstrations and tests. */
package io.meterline.broker;
