/** Views in topics: publishes rows, and reads them back. */
package io.meterline.connect.kafka.views;
