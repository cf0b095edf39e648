/** The encoding of events: Avro's single-object encoding, or JSON for events written by hand. */
package io.meterline.connect.event;
