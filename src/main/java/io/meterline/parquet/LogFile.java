package io.meterline.parquet;

import io.meterline.files.Folder;
import io.meterline.log.LoggedChange;
import io.meterline.log.LoggedReading;
import io.meterline.log.Position;
import io.meterline.view.Column;
import io.meterline.view.Column.Presence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.parquet.hadoop.ParquetWriter;

/**
 * Writes one file of an archive, as a live run does: events, and the bytes of those that could not be read. The same rows
 * give the same bytes. For one thread.
 *
 * @param <T> what an event is
 */
public final class LogFile<T> implements AutoCloseable {
  private static final Column OFFSET = new Column(LogSchemas.OFFSET, Column.Type.LONG, Presence.REQUIRED);

  private final ParquetWriter<LogRow<T>> writer;

  private LogFile(ParquetWriter<LogRow<T>> writer) {
    this.writer = writer;
  }

  /**
   * Begins a file of readings.
   *
   * @param file does not exist yet
   */
  public static LogFile<LoggedReading> ofReadings(Path file) throws IOException {
    return new LogFile<>(RowWriter.open(file, RowShape.READING_OR_RAW));
  }

  /**
   * Begins a file of settings changes.
   *
   * @param file does not exist yet
   */
  public static LogFile<LoggedChange> ofChanges(Path file) throws IOException {
    return new LogFile<>(RowWriter.open(file, RowShape.CHANGE_OR_RAW));
  }

  /** Writes an event. */
  public void write(T event) throws IOException {
    writer.write(new LogRow.Event<>(event));
  }

  /** Writes the bytes of an event that could not be read. */
  public void writeRaw(byte[] bytes, Position position) throws IOException {
    writer.write(new LogRow.Raw<>(bytes, position));
  }

  /** Completes the file. */
  @Override
  public void close() throws IOException {
    writer.close();
  }

  /**
   * The offsets of the events in a file of either kind, in the order of its rows.
   *
   * @throws io.meterline.MeterlineException if it cannot be read
   */
  public static LongStream offsets(Folder folder, String file) {
    var offsets = LongStream.builder();
    var input = new ChannelInputFile(folder.path(file), () -> folder.open(file));
    try (var reader = CellReader.open(input, folder.path(file), List.of(OFFSET))) {
      for (var row = reader.next(); row.isPresent(); row = reader.next()) {
        row.get().value(0).ifPresent(offset -> offsets.add((Long) offset));
      }
    }
    return offsets.build();
  }
}
