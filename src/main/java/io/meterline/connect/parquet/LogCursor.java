package io.meterline.connect.parquet;

import io.meterline.connect.files.Folder;
import io.meterline.model.log.Kind;

/**
 * The events of a file of a live archive, one after the other, as the log had them: in order of offsets, each with bytes that decode
 * to the same event. Memory is bounded by a row group. Before the first {@link #next} there is no event. Not thread-safe.
 */
public interface LogCursor extends AutoCloseable {
  /**
   * Opens a file, whose events are all of one partition.
   *
   * @param file its name within the folder
   * @param from the offset of the first event to return; earlier ones are skipped
   * @throws io.meterline.model.MeterlineException if it cannot be read, or was not written by a live run; so do the methods
   */
  static LogCursor open(Kind kind, Folder folder, String file, long from) {
    var name = folder.path(file);
    var input = new ChannelInputFile(name, () -> folder.open(file));
    return switch (kind) {
      case READING -> new ReadingCursor(ReadingReader.open(input, name), from);
      case SETTING -> new ChangeCursor(input, name, from);
    };
  }

  /** Moves to the next event, and returns whether there is one. */
  boolean next();

  /** The offset of the current event. */
  long offset();

  /** When the current event was logged, epoch milliseconds UTC. */
  long loggedAt();

  /** The bytes of the current event: encoded again, or, if it could not be decoded, as they were. */
  byte[] value();

  @Override
  void close();
}
