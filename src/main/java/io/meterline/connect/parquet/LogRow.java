package io.meterline.connect.parquet;

import io.meterline.model.log.Position;

/**
 * A row of a file of a live archive.
 *
 * @param <T> the type of event
 */
sealed interface LogRow<T> {
  /** An event. */
  record Event<T>(T event) implements LogRow<T> {}

  /**
   * The bytes of an event that could not be decoded, kept for later versions of the program.
   *
   * @param bytes the bytes in the log; must not be changed
   * @param position its position in the log
   */
  record Raw<T>(byte[] bytes, Position position) implements LogRow<T> {}
}
