package io.meterline.connect.event;

import java.time.Instant;
import java.util.Optional;

/** The fields of one event by name, independent of the encoding. */
interface EventFields {
  /** A required string. */
  String text(String name) throws MalformedEvent;

  /** An optional string. */
  Optional<String> optionalText(String name) throws MalformedEvent;

  /** A required time, in epoch milliseconds UTC. */
  long millis(String name) throws MalformedEvent;

  /** A required 32-bit integer. */
  int int32(String name) throws MalformedEvent;

  /** A required 64-bit integer. */
  long int64(String name) throws MalformedEvent;

  /** A required time, with millisecond precision. */
  default Instant time(String name) throws MalformedEvent {
    return Instant.ofEpochMilli(millis(name));
  }
}
