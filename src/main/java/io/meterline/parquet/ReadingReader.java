package io.meterline.parquet;

import io.meterline.event.Decoded;
import io.meterline.log.Content;
import io.meterline.log.Kind;
import io.meterline.log.LoggedReading;
import io.meterline.log.Position;
import io.meterline.log.Reason;
import io.meterline.log.Rejection;
import io.meterline.view.Column;
import io.meterline.view.Column.Presence;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Reads the readings of one Parquet file of an archive, row group by row group, straight from its columns. Every problem
 * with the file is a {@link io.meterline.MeterlineException} of one line that names it.
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

  /** The place of {@link LogSchemas#RAW} in a row group that has it. */
  private static final int RAW = COLUMNS.size();

  private final String name;
  private final ParquetFileReader file;
  private final MessageType schema;
  private final Optional<MessageType> rawSchema;

  /**
   * Takes readings, each as it stands in the file: it may yet not be fit for use.
   *
   * @param <D> what the sink makes of a device
   */
  public interface Sink<D> {
    /** What stands for the device of the given name; asked seldom, and held on to for a row group. */
    D device(String name);

    /** Takes a reading; times in epoch milliseconds UTC. */
    void reading(D device, long at, int seconds, long milliwattHours, long loggedAt, int partition, long offset);

    /** Takes a reading on its own. */
    default void reading(LoggedReading logged) {
      var reading = logged.reading();
      var position = logged.position();
      reading(
          device(logged.device()),
          reading.atMillis(),
          reading.seconds(),
          reading.milliwattHours(),
          position.loggedAt().toEpochMilli(),
          position.partition(),
          position.offset());
    }

    /** Takes the rejection of a row in which something is missing or cannot be read. */
    void malformed(Rejection rejection);
  }

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
   * Opens a file and checks that it has the columns of readings.
   *
   * @param name what to call the file in messages
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

  /** How many row groups the file has. */
  public int groups() {
    return file.getRowGroups().size();
  }

  /** How many rows the file has. */
  public long rows() {
    return file.getRecordCount();
  }

  /**
   * Reads the rows of a row group.
   *
   * @param group 0 to {@link #groups()} - 1
   */
  public <D> void read(int group, Sink<D> sink) {
    try {
      var block = file.getRowGroups().get(group);
      var wanted = rawSchema.filter(any -> hasRaw(block)).orElse(schema);
      file.setRequestedSchema(wanted);
      new Group<>(file.readRowGroup(group), wanted, sink).read(block.getRowIndexOffset() + 1);
    } catch (IOException | RuntimeException e) {
      throw CellReader.unreadable(name, e);
    }
  }

  /** Whether a row group may have bytes that could not be read: mostly its statistics say that it has none. */
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

  /** The columns of one row group, read in step. */
  private final class Group<D> {
    private final Sink<D> sink;
    private final long rows;
    private final TextCell<D> device;
    private final NumberCell at;
    private final NumberCell seconds;
    private final NumberCell milliwattHours;
    private final NumberCell loggedAt;
    private final NumberCell partition;
    private final NumberCell offset;
    private final RawCell raw;

    Group(PageReadStore pages, MessageType schema, Sink<D> sink) {
      this.sink = sink;
      rows = pages.getRowCount();
      var texts = new TextConverter<>(sink::device);
      var columns =
          new ColumnReadStoreImpl(
              pages, new OneTextGroup(texts), schema, file.getFileMetaData().getCreatedBy());
      device = new TextCell<>(columns.getColumnReader(schema.getColumns().get(0)), texts);
      at = number(columns, schema, 1);
      seconds = number(columns, schema, 2);
      milliwattHours = number(columns, schema, 3);
      loggedAt = number(columns, schema, 4);
      partition = number(columns, schema, 5);
      offset = number(columns, schema, 6);
      raw =
          schema.containsField(LogSchemas.RAW)
              ? new RawCell.OfColumn(columns.getColumnReader(schema.getColumns().get(RAW)))
              : new RawCell.None();
    }

    private static NumberCell number(ColumnReadStoreImpl columns, MessageType schema, int index) {
      return NumberCell.of(columns.getColumnReader(schema.getColumns().get(index)), schema.getType(index));
    }

    void read(long firstRow) {
      for (var row = 0L; row < rows; row++) {
        // Not short-circuited: every column moves on by a row.
        var whole =
            device.next()
                & at.next()
                & seconds.next()
                & milliwattHours.next()
                & loggedAt.next()
                & partition.next()
                & offset.next();
        if (raw.next()) {
          decode(firstRow + row);
        } else if (whole) {
          sink.reading(
              device.value(),
              at.number(),
              (int) seconds.number(),
              milliwattHours.number(),
              loggedAt.number(),
              (int) partition.number(),
              offset.number());
        } else {
          sink.malformed(rejection(firstRow + row));
        }
      }
    }

    /** An event that could not be read when it was archived: perhaps it can now. */
    private void decode(long row) {
      if (!(loggedAt.isPresent() && partition.isPresent() && offset.isPresent())) {
        sink.malformed(rejection(row));
        return;
      }
      var position = new Position(Instant.ofEpochMilli(loggedAt.number()), (int) partition.number(), offset.number());
      var decoded = raw.decode(position);
      if (decoded instanceof Decoded.Event<LoggedReading> read) {
        sink.reading(read.event());
      } else if (decoded instanceof Decoded.Malformed<LoggedReading> unread) {
        sink.malformed(unread.rejection());
      }
    }

    private Rejection rejection(long row) {
      var detail = name + ": row " + row + ": a value is missing, or not a time of whole milliseconds";
      var content =
          Content.object(
              json -> {
                if (device.isPresent()) {
                  json.writeStringField(LogSchemas.DEVICE, device.text());
                }
                if (at.isPresent()) {
                  json.writeStringField(LogSchemas.AT, Instant.ofEpochMilli(at.number()).toString());
                }
                if (seconds.isPresent()) {
                  json.writeNumberField(LogSchemas.SECONDS, seconds.number());
                }
                if (milliwattHours.isPresent()) {
                  json.writeNumberField(LogSchemas.MILLIWATT_HOURS, milliwattHours.number());
                }
              });
      return new Rejection(
          Kind.READING,
          Reason.MALFORMED,
          detail,
          partition.isPresent() ? OptionalInt.of((int) partition.number()) : OptionalInt.empty(),
          offset.isPresent() ? OptionalLong.of(offset.number()) : OptionalLong.empty(),
          loggedAt.isPresent() ? Optional.of(Instant.ofEpochMilli(loggedAt.number())) : Optional.empty(),
          content);
    }
  }
}
