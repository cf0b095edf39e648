package io.meterline.connect.parquet;

import io.meterline.model.log.Position;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A row of a file of the log that a live run writes.
 *
 * @param <T> what an event of the file is
 */
sealed interface LogRow<T> {
  /** Gives it to who takes its case. */
  void take(Consumer<T> event, BiConsumer<byte[], Position> raw);

  /** An event. */
  record Event<T>(T event) implements LogRow<T> {
    @Override
    public void take(Consumer<T> ofEvent, BiConsumer<byte[], Position> raw) {
      ofEvent.accept(event);
    }
  }

  /**
   * The bytes of an event that could not be read, kept as they are for whoever can.
   *
   * @param bytes what the log holds, not to be changed
   * @param position its place in the log
   */
  record Raw<T>(byte[] bytes, Position position) implements LogRow<T> {
    @Override
    public void take(Consumer<T> event, BiConsumer<byte[], Position> raw) {
      raw.accept(bytes, position);
    }
  }
}
