package io.meterline.connect.parquet;

import io.meterline.model.log.Position;

/**
 * A row of a file of the log that a live run writes.
 *
 * @param <T> what an event of the file is
 */
sealed interface LogRow<T> {
  /** An event. */
  record Event<T>(T event) implements LogRow<T> {}

  /**
   * The bytes of an event that could not be read, kept as they are for whoever can.
   *
   * @param bytes what the log holds, not to be changed
   * @param position its place in the log
   */
  record Raw<T>(byte[] bytes, Position position) implements LogRow<T> {}
}
