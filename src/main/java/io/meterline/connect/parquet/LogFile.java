package io.meterline.connect.parquet;

import io.meterline.connect.files.Folder;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.view.Column;
import io.meterline.model.view.Column.Presence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/**
 * Writes a file of a live archive: events, and the bytes of those that could not be decoded. Equal rows yield equal
 * bytes. Not thread-safe.
 *
 * @param <T> the type of event
 */
public final class LogFile<T> implements AutoCloseable {
  private static final Column OFFSET = new Column(LogSchemas.OFFSET, Column.Type.LONG, Presence.REQUIRED);

  private final RowWriter<LogRow<T>> writer;

  private LogFile(RowWriter<LogRow<T>> writer) {
    this.writer = writer;
  }

  /**
   * Begins a file of readings.
   *
   * @param file must not exist yet
   */
  public static LogFile<LoggedReading> ofReadings(Path file) throws IOException {
    return new LogFile<>(new RowWriter<>(file, RowShape.READING_OR_RAW));
  }

  /**
   * Begins a file of settings changes.
   *
   * @param file must not exist yet
   */
  public static LogFile<LoggedChange> ofChanges(Path file) throws IOException {
    return new LogFile<>(new RowWriter<>(file, RowShape.CHANGE_OR_RAW));
  }

  /** Writes an event. */
  public void write(T event) throws IOException {
    writer.write(new LogRow.Event<>(event));
  }

  /** Writes the bytes of an event that could not be decoded. */
  public void writeRaw(byte[] bytes, Position position) throws IOException {
    writer.write(new LogRow.Raw<>(bytes, position));
  }

  /** Completes the file. */
  @Override
  public void close() throws IOException {
    writer.close();
  }

  /**
   * The offsets of the events in a file of either kind, all of one partition. Rows are read only if the statistics of a
   * row group do not show that it has every offset from its minimum to its maximum.
   *
   * @throws io.meterline.model.MeterlineException if it cannot be read
   */
  public static OffsetRanges offsets(Folder folder, String file) {
    var name = folder.path(file);
    var input = new ChannelInputFile(name, () -> folder.open(file));
    var ranges = new OffsetRanges();
    try (var footer = CellReader.openFile(input, name)) {
      for (var group : footer.getRowGroups()) {
        var range = range(group);
        if (range.isEmpty()) {
          return read(input, name);
        }
        ranges.add(range.get().first(), range.get().last());
      }
    } catch (IOException e) {
      throw CellReader.unreadable(name, e);
    }
    return ranges;
  }

  /**
   * Whether a file has checksums of all its bytes, as those written by this program have.
   *
   * @throws io.meterline.model.MeterlineException if it cannot be read
   */
  public static boolean hasChecksums(Folder folder, String file) {
    var name = folder.path(file);
    try {
      return CheckedFile.of(new ChannelInputFile(name, () -> folder.open(file)), name).hasChecksums();
    } catch (IOException | RuntimeException e) {
      throw CellReader.unreadable(name, e);
    }
  }

  /** The offsets of a row group, if its statistics determine them. */
  private static Optional<OffsetRanges.Range> range(BlockMetaData group) {
    return group.getColumns().stream()
        .filter(column -> column.getPath().toDotString().equals(LogSchemas.OFFSET))
        .map(ColumnChunkMetaData::getStatistics)
        .filter(values -> values instanceof LongStatistics && values.hasNonNullValue())
        .map(LongStatistics.class::cast)
        .map(values -> new OffsetRanges.Range(values.getMin(), values.getMax()))
        .filter(range -> range.count() == group.getRowCount())
        .findFirst();
  }

  private static OffsetRanges read(ChannelInputFile input, String name) {
    var offsets = new OffsetRanges();
    try (var reader = CellReader.open(input, name, List.of(OFFSET))) {
      for (var row = reader.next(); row.isPresent(); row = reader.next()) {
        row.get().value(0).ifPresent(offset -> offsets.add((Long) offset));
      }
    }
    return offsets;
  }
}
