package io.meterline.connect.event;

import java.time.Instant;
import java.util.Optional;

/** The fields of one event, by their names, however they were written. */
interface EventFields {
  /** A text that the event must have. */
  String text(String name) throws MalformedEvent;

  /** A text that the event may be without. */
  Optional<String> optionalText(String name) throws MalformedEvent;

  /** A time, in epoch milliseconds UTC. */
  long millis(String name) throws MalformedEvent;

  /** A whole number of 32 bits. */
  int int32(String name) throws MalformedEvent;

  /** A whole number of 64 bits. */
  long int64(String name) throws MalformedEvent;

  /** A time, whole milliseconds UTC. */
  default Instant time(String name) throws MalformedEvent {
    return Instant.ofEpochMilli(millis(name));
  }
}
