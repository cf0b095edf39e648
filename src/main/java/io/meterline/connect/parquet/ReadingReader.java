package io.meterline.connect.parquet;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.ReadingColumns;
import io.meterline.model.log.Rejection;
import io.meterline.model.view.Column;
import io.meterline.model.view.Column.Presence;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.page.DictionaryPageReadStore;
import org.apache.parquet.column.statistics.IntStatistics;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Reads the readings of a Parquet file of an archive, one row group at a time, column by column, directly into arrays.
 * Problems with the file are {@link io.meterline.model.MeterlineException}s, whose one-line message names it.
 *
 * <p>Settings changes and views are read as rows. Readings are not, because they make up most of a log,
 * and blocks are columnar: a record per reading would be created only to be taken apart, for ten times the processor
 * time (measured, see docs/decisions.md). This class reads files of any Parquet writer: for encodings that this package
 * does not decode itself, it falls back to Parquet's own decoders.
 */
public final class ReadingReader implements AutoCloseable {
  private static final List<Column> COLUMNS =
      List.of(
          new Column(LogSchemas.DEVICE, Column.Type.STRING, Presence.REQUIRED),
          new Column(LogSchemas.AT, Column.Type.TIMESTAMP, Presence.REQUIRED),
          new Column(LogSchemas.SECONDS, Column.Type.INT, Presence.REQUIRED),
          new Column(LogSchemas.MILLIWATT_HOURS, Column.Type.LONG, Presence.REQUIRED),
          new Column(LogSchemas.LOGGED_AT, Column.Type.TIMESTAMP, Presence.REQUIRED),
          new Column(LogSchemas.PARTITION, Column.Type.INT, Presence.REQUIRED),
          new Column(LogSchemas.OFFSET, Column.Type.LONG, Presence.REQUIRED));

  /** Indices of the columns in a row group. The last is that of {@link LogSchemas#RAW}, which is optional. */
  static final int DEVICE = 0;

  static final int AT = 1;
  static final int SECONDS = 2;
  static final int MILLIWATT_HOURS = 3;
  static final int LOGGED_AT = 4;
  static final int PARTITION = 5;
  static final int OFFSET = 6;
  static final int RAW = 7;

  private final String name;
  private final ParquetFileReader file;
  private final MessageType schema;
  private final Optional<MessageType> rawSchema;

  private ReadingReader(String name, ParquetFileReader file) {
    this.name = name;
    this.file = file;
    var found = file.getFileMetaData().getSchema();
    var fields = CellReader.fields(name, COLUMNS, found);
    this.schema = new MessageType(found.getName(), List.copyOf(fields));
    this.rawSchema =
        LogSchemas.raw(found)
            .map(
                raw -> {
                  fields.add(raw);
                  return new MessageType(found.getName(), fields);
                });
  }

  /**
   * Opens a file, and checks that it has the columns of readings.
   *
   * @param name the name of the file, for messages
   */
  public static ReadingReader open(InputFile input, String name) {
    var file = CellReader.openFile(input, name);
    try {
      return new ReadingReader(name, file);
    } catch (RuntimeException e) {
      CellReader.closeQuietly(file);
      throw e;
    }
  }

  /** The number of row groups. */
  public int groups() {
    return file.getRowGroups().size();
  }

  /** The number of rows. */
  public long rows() {
    return file.getRecordCount();
  }

  /**
   * The number of rows of a row group.
   *
   * @param group 0 to {@link #groups()} - 1
   */
  public long rows(int group) {
    return file.getRowGroups().get(group).getRowCount();
  }

  /**
   * Whether a row group may have readings that start in a span of time, by its statistics. Without statistics it may.
   *
   * @param group 0 to {@link #groups()} - 1
   * @param from epoch milliseconds UTC, inclusive
   * @param to epoch milliseconds UTC, inclusive
   */
  public boolean mayStartWithin(int group, long from, long to) {
    return statistics(group, LogSchemas.AT)
        .filter(values -> values instanceof LongStatistics && LogSchemas.isMillis(values.type()))
        .map(LongStatistics.class::cast)
        .map(values -> values.getMin() <= to && values.getMax() >= from)
        .orElse(true);
  }

  /** The earliest start of the readings of a row group, epoch milliseconds UTC; empty if its file does not say. */
  public OptionalLong firstStart(int group) {
    return statistics(group, LogSchemas.AT)
        .filter(values -> values instanceof LongStatistics && LogSchemas.isMillis(values.type()))
        .map(LongStatistics.class::cast)
        .map(values -> OptionalLong.of(values.getMin()))
        .orElse(OptionalLong.empty());
  }

  /**
   * Whether a row group may have readings of one of some devices, by its dictionary of devices. Without one it may.
   *
   * @param group 0 to {@link #groups()} - 1
   * @param device whether a device is one of them
   */
  public boolean mayBeOf(int group, Predicate<String> device) {
    var block = file.getRowGroups().get(group);
    var column = schema.getColumns().get(DEVICE);
    var chunk = block.getColumns().stream().filter(each -> each.getPath().equals(ColumnPath.get(column.getPath()))).findFirst();
    var encodings = chunk.map(ColumnChunkMetaData::getEncodingStats);
    if (encodings.isEmpty() || !encodings.get().hasDictionaryPages() || encodings.get().hasNonDictionaryEncodedPages()) {
      return true;
    }
    try (DictionaryPageReadStore dictionaries = file.getDictionaryReader(block)) {
      var page = dictionaries.readDictionaryPage(column);
      return page == null || anyOf(page.getEncoding().initDictionary(column, page), device);
    } catch (IOException | RuntimeException e) {
      throw CellReader.unreadable(name, e);
    }
  }

  private static boolean anyOf(Dictionary names, Predicate<String> device) {
    return IntStream.rangeClosed(0, names.getMaxId())
        .mapToObj(id -> Utf8.text(names.decodeToBinary(id)))
        .anyMatch(name -> name.filter(device).isPresent());
  }

  /**
   * A number that no offset of a partition in a row group exceeds; -1 if the group has no event of the partition. It is the highest
   * offset if all events of the group are of one partition. Rows are read only if there are no statistics.
   *
   * @param group 0 to {@link #groups()} - 1
   */
  public long offsetBound(int group, int partition) {
    var partitions = statistics(group, LogSchemas.PARTITION);
    var offsets = statistics(group, LogSchemas.OFFSET);
    if (partitions.isPresent()
        && partitions.get() instanceof IntStatistics of
        && offsets.isPresent()
        && offsets.get() instanceof LongStatistics values) {
      return of.getMin() <= partition && partition <= of.getMax() ? values.getMax() : -1;
    }
    var columns = new ReadingColumns();
    read(group, columns, rejection -> {});
    var highest = -1L;
    for (var row = 0; row < columns.size(); row++) {
      highest = columns.partition()[row] == partition ? Math.max(highest, columns.offset()[row]) : highest;
    }
    return highest;
  }

  /** Whether every offset of a row group is known to be before the given one, by its statistics. */
  boolean endsBefore(int group, long offset) {
    return statistics(group, LogSchemas.OFFSET)
        .filter(LongStatistics.class::isInstance)
        .map(LongStatistics.class::cast)
        .map(values -> values.getMax() < offset)
        .orElse(false);
  }

  private Optional<Statistics<?>> statistics(int group, String column) {
    for (var chunk : file.getRowGroups().get(group).getColumns()) {
      var values = (Statistics<?>) chunk.getStatistics();
      if (chunk.getPath().toDotString().equals(column) && values != null && values.hasNonNullValue()) {
        return Optional.of(values);
      }
    }
    return Optional.empty();
  }

  /**
   * Reads the rows of a row group, in order. Values of readings are not validated.
   *
   * @param group 0 to {@link #groups()} - 1
   * @param into where to append the readings; if this method fails, none is appended
   * @param malformed accepts the rejection of each row with a value that is missing or cannot be read
   */
  public void read(int group, ReadingColumns into, Consumer<Rejection> malformed) {
    if (rows(group) == 0) {
      return; // As other writers may write of an empty table. Parquet refuses to read it.
    }
    with(
        group,
        into,
        rows -> {
          rows.read(file.getRowGroups().get(group).getRowIndexOffset() + 1, malformed);
          return rows;
        });
  }

  /**
   * Reads every row of a row group of a live archive. A row with raw bytes has no values but its position.
   *
   * @return the raw bytes, by row of the group
   */
  RawValues readAll(int group, ReadingColumns into) {
    return with(group, into, ReadingGroup::readAll);
  }

  /** Reads a row group. */
  @FunctionalInterface
  private interface Read<T> {
    T from(ReadingGroup group) throws IOException;
  }

  private <T> T with(int group, ReadingColumns into, Read<T> read) {
    try {
      var block = file.getRowGroups().get(group);
      var wanted = rawSchema.filter(any -> hasRaw(block)).orElse(schema);
      file.setRequestedSchema(wanted);
      var writer = file.getFileMetaData().getCreatedBy();
      try (var pages = file.readRowGroup(group)) {
        return read.from(new ReadingGroup(name, pages, wanted, writer, into));
      }
    } catch (IOException | RuntimeException e) {
      throw e instanceof MeterlineException told ? told : CellReader.unreadable(name, e);
    }
  }

  /** Whether a row group may have raw bytes. Mostly its statistics show that it has none. */
  private static boolean hasRaw(BlockMetaData block) {
    return block.getColumns().stream()
        .filter(column -> column.getPath().toDotString().equals(LogSchemas.RAW))
        .map(ColumnChunkMetaData::getStatistics)
        .anyMatch(values -> values == null || !values.isNumNullsSet() || values.getNumNulls() < block.getRowCount());
  }

  @Override
  public void close() {
    CellReader.closeQuietly(file);
  }
}
