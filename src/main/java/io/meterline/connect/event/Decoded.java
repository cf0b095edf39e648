package io.meterline.connect.event;

import io.meterline.model.log.Rejection;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The result of decoding the bytes of an event.
 *
 * @param <T> the type of event
 */
public sealed interface Decoded<T> {
  /** Applies the function for its case. */
  <R> R match(Function<T, R> event, Function<Rejection, R> malformed);

  /** Passes the event or the rejection to the consumer for its case. */
  void take(Consumer<T> event, Consumer<Rejection> malformed);

  /** A decoded event. */
  record Event<T>(T event) implements Decoded<T> {
    @Override
    public <R> R match(Function<T, R> ofEvent, Function<Rejection, R> malformed) {
      return ofEvent.apply(event);
    }

    @Override
    public void take(Consumer<T> ofEvent, Consumer<Rejection> malformed) {
      ofEvent.accept(event);
    }
  }

  /** Bytes that are not an event. The rejection has the reason {@code MALFORMED}, and the bytes as its content. */
  record Malformed<T>(Rejection rejection) implements Decoded<T> {
    @Override
    public <R> R match(Function<T, R> event, Function<Rejection, R> malformed) {
      return malformed.apply(rejection);
    }

    @Override
    public void take(Consumer<T> event, Consumer<Rejection> malformed) {
      malformed.accept(rejection);
    }
  }
}
