/** Views as topics: rows published to them, and read back. */
package io.meterline.connect.kafka.views;
