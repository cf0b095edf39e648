/** A run on the log in Kafka: as it grows until it is stopped, or as far as it goes. */
package io.meterline.live;
