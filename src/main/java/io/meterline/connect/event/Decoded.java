package io.meterline.connect.event;

import io.meterline.model.log.Rejection;

/**
 * What the bytes of an event say.
 *
 * @param <T> the kind of event
 */
public sealed interface Decoded<T> {
  /** The event. */
  record Event<T>(T event) implements Decoded<T> {}

  /** They say no event; the rejection has the reason {@code MALFORMED}, and the bytes as its content. */
  record Malformed<T>(Rejection rejection) implements Decoded<T> {}
}
