package io.meterline.connect.parquet;

import io.meterline.model.log.Position;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A row of a file of a live archive.
 *
 * @param <T> the type of event
 */
sealed interface LogRow<T> {
  /** Applies the function for its case. */
  <R> R match(Function<T, R> event, BiFunction<byte[], Position, R> raw);

  /** Passes it to the consumer for its case. */
  void take(Consumer<T> event, BiConsumer<byte[], Position> raw);

  /** An event. */
  record Event<T>(T event) implements LogRow<T> {
    @Override
    public <R> R match(Function<T, R> ofEvent, BiFunction<byte[], Position, R> raw) {
      return ofEvent.apply(event);
    }

    @Override
    public void take(Consumer<T> ofEvent, BiConsumer<byte[], Position> raw) {
      ofEvent.accept(event);
    }
  }

  /**
   * The bytes of an event that could not be decoded, kept for later versions of the program.
   *
   * @param bytes the bytes in the log; must not be changed
   * @param position its position in the log
   */
  record Raw<T>(byte[] bytes, Position position) implements LogRow<T> {
    @Override
    public <R> R match(Function<T, R> event, BiFunction<byte[], Position, R> raw) {
      return raw.apply(bytes, position);
    }

    @Override
    public void take(Consumer<T> event, BiConsumer<byte[], Position> raw) {
      raw.accept(bytes, position);
    }
  }
}
