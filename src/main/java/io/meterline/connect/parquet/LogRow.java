package io.meterline.connect.parquet;

import io.meterline.model.log.Position;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A row of a file of a live archive.
 *
 * @param <T> the type of event
 */
sealed interface LogRow<T> {
  /** Passes it to the consumer for its case. */
  void take(Consumer<T> event, BiConsumer<byte[], Position> raw);

  /** An event. */
  record Event<T>(T event) implements LogRow<T> {
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
    public void take(Consumer<T> event, BiConsumer<byte[], Position> raw) {
      raw.accept(bytes, position);
    }
  }
}
