package io.meterline.parquet;

import io.meterline.log.Content;
import io.meterline.log.Kind;
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

  private final String name;
  private final ParquetFileReader file;
  private final MessageType schema;

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

    /** Takes the rejection of a row in which something is missing or cannot be read. */
    void malformed(Rejection rejection);
  }

  private ReadingReader(String name, ParquetFileReader file) {
    this.name = name;
    this.file = file;
    var found = file.getFileMetaData().getSchema();
    this.schema = new MessageType(found.getName(), CellReader.fields(name, COLUMNS, found));
    file.setRequestedSchema(schema);
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
      var firstRow = file.getRowGroups().get(group).getRowIndexOffset() + 1;
      new Group<>(file.readRowGroup(group), sink).read(firstRow);
    } catch (IOException | RuntimeException e) {
      throw CellReader.unreadable(name, e);
    }
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

    Group(PageReadStore pages, Sink<D> sink) {
      this.sink = sink;
      rows = pages.getRowCount();
      var texts = new TextConverter<>(sink::device);
      var columns =
          new ColumnReadStoreImpl(
              pages, new OneTextGroup(texts), schema, file.getFileMetaData().getCreatedBy());
      device = new TextCell<>(columns.getColumnReader(schema.getColumns().get(0)), texts);
      at = number(columns, 1);
      seconds = number(columns, 2);
      milliwattHours = number(columns, 3);
      loggedAt = number(columns, 4);
      partition = number(columns, 5);
      offset = number(columns, 6);
    }

    private NumberCell number(ColumnReadStoreImpl columns, int index) {
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
        if (whole) {
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
