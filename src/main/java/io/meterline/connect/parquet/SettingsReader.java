package io.meterline.connect.parquet;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Content;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import io.meterline.model.view.Column;
import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.Column.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.parquet.io.InputFile;

/**
 * Reads the settings changes of an archive, for replays and for {@code explain}. Columns are found by name; additional
 * ones are ignored. Timestamps may be in milliseconds, microseconds or nanoseconds, but must be whole milliseconds. A
 * row with a cell that cannot be read, or that lacks a required cell, is rejected as malformed. A null in {@code value}
 * is read as the empty string, for which other programs may write null.
 */
public final class SettingsReader {
  private static final int SCOPE = 0;
  private static final int NAME = 1;
  private static final int OP = 2;
  private static final int VALUE = 3;
  private static final int EFFECTIVE_AT = 4;
  private static final int AUTHOR = 5;
  private static final int REASON = 6;
  private static final int LOGGED_AT = 7;
  private static final int PARTITION = 8;
  private static final int OFFSET = 9;
  private static final int RAW = 10;

  /** In the order of the indices above. */
  private static final List<Column> COLUMNS =
      List.of(
          new Column(LogSchemas.SCOPE, Type.STRING, Presence.REQUIRED),
          new Column(LogSchemas.NAME, Type.STRING, Presence.REQUIRED),
          new Column(LogSchemas.OP, Type.STRING, Presence.REQUIRED),
          new Column(LogSchemas.VALUE, Type.STRING, Presence.OPTIONAL),
          new Column(LogSchemas.EFFECTIVE_AT, Type.TIMESTAMP, Presence.REQUIRED),
          new Column(LogSchemas.AUTHOR, Type.STRING, Presence.OPTIONAL),
          new Column(LogSchemas.REASON, Type.STRING, Presence.OPTIONAL),
          new Column(LogSchemas.LOGGED_AT, Type.TIMESTAMP, Presence.REQUIRED),
          new Column(LogSchemas.PARTITION, Type.INT, Presence.REQUIRED),
          new Column(LogSchemas.OFFSET, Type.LONG, Presence.REQUIRED));

  private SettingsReader() {}

  /**
   * Reads every change of a local archive, in {@code archive/settings} and its subfolders. A folder without files has
   * no changes.
   *
   * @param changes accepts each change, sorted by the paths of files, and by rows within them
   * @param rejections accepts each malformed row
   * @throws io.meterline.model.MeterlineException if there is no such folder, a file cannot be read, or it lacks a
   *     column or has one of another type
   */
  public static void readArchive(Path archive, Consumer<LoggedChange> changes, Consumer<Rejection> rejections) {
    for (var path : ParquetFolder.pinnedFiles(archive.resolve(LogSchemas.SETTINGS_FOLDER))) {
      read(new ChannelInputFile(path.toString(), () -> Files.newByteChannel(path)), path.toString(), changes, rejections);
    }
  }

  /**
   * Reads every change of a file on any storage. Memory is bounded by a row group.
   *
   * @param name the name of the file, for messages
   * @param changes accepts each change, in the order of rows
   * @param rejections accepts each malformed row
   * @throws io.meterline.model.MeterlineException if the file cannot be read, or lacks a column or has one of another
   *     type
   */
  public static void read(
      InputFile file, String name, Consumer<LoggedChange> changes, Consumer<Rejection> rejections) {
    try (var reader = CellReader.openLog(file, name, COLUMNS)) {
      read(reader, changes, rejections);
    }
  }

  /**
   * The number of row groups of a file.
   *
   * @throws io.meterline.model.MeterlineException as {@link #read(InputFile, String, Consumer, Consumer)}
   */
  public static int groups(InputFile file, String name) {
    try (var reader = CellReader.openLog(file, name, COLUMNS)) {
      return reader.groups();
    }
  }

  /**
   * As {@link #read(InputFile, String, Consumer, Consumer)}, for the changes of one row group.
   *
   * @param group 0 to {@link #groups} - 1
   */
  public static void read(
      InputFile file, String name, int group, Consumer<LoggedChange> changes, Consumer<Rejection> rejections) {
    try (var reader = CellReader.openLog(file, name, COLUMNS)) {
      read(reader.only(group), changes, rejections);
    }
  }

  private static void read(CellReader reader, Consumer<LoggedChange> changes, Consumer<Rejection> rejections) {
    var events = new ChangeEvents();
    for (var cells = reader.next(); cells.isPresent(); cells = reader.next()) {
      var row = cells.get();
      var problem = problem(row);
      if (problem.isPresent()) {
        rejections.accept(rejection(row, problem.get()));
      } else if (row.value(RAW).isPresent()) {
        decode(events, row, changes, rejections);
      } else {
        changes.accept(change(row));
      }
    }
  }

  /** The rows of a file of a live archive, as they were archived. */
  static Rows rows(InputFile file, String name) {
    return new Rows(CellReader.openLog(file, name, COLUMNS), name);
  }

  /** Rows in order. */
  record Rows(CellReader reader, String name) implements AutoCloseable {
    /** The next row; empty after the last. */
    Optional<LogRow<LoggedChange>> next() {
      return reader.next().map(this::row);
    }

    private LogRow<LoggedChange> row(Cells row) {
      if (problem(row).isPresent()) {
        throw new MeterlineException(name + ": has rows that a live run does not write");
      }
      return row.value(RAW).isPresent()
          ? new LogRow.Raw<>((byte[]) row.value(RAW).orElseThrow(), position(row))
          : new LogRow.Event<>(change(row));
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  /** Decodes an event again that could not be decoded when it was archived. */
  private static void decode(
      ChangeEvents events, Cells row, Consumer<LoggedChange> changes, Consumer<Rejection> rejections) {
    var bytes = (byte[]) row.value(RAW).orElseThrow();
    events.decode(bytes, position(row)).take(changes, rejections);
  }

  /** What is wrong with the first invalid cell; empty if all are valid. */
  private static Optional<String> problem(Cells row) {
    for (var i = 0; i < COLUMNS.size(); i++) {
      if (row.has(i)) {
        continue;
      }
      var column = COLUMNS.get(i);
      var fault = row.fault(i);
      if (fault.isPresent()) {
        return Optional.of(column.name() + ": " + fault.get());
      }
      if (column.presence() == Presence.REQUIRED) {
        return Optional.of(column.name() + " is missing");
      }
    }
    return Optional.empty();
  }

  private static LoggedChange change(Cells row) {
    return new LoggedChange(
        text(row, SCOPE).orElseThrow(),
        text(row, NAME).orElseThrow(),
        text(row, OP).orElseThrow(),
        text(row, VALUE).orElse(""),
        time(row, EFFECTIVE_AT).orElseThrow(),
        text(row, AUTHOR),
        text(row, REASON),
        position(row));
  }

  private static Position position(Cells row) {
    return new Position(
        time(row, LOGGED_AT).orElseThrow(), partition(row).orElseThrow(), offset(row).orElseThrow());
  }

  private static Rejection rejection(Cells row, String problem) {
    var content =
        Content.object(
            json -> {
              for (var i = SCOPE; i <= REASON; i++) {
                var value = row.value(i);
                if (value.isPresent()) {
                  json.writeStringField(COLUMNS.get(i).name(), value.get().toString());
                }
              }
            });
    return new Rejection(
        Kind.SETTING, Reason.MALFORMED, problem, partition(row), offset(row), time(row, LOGGED_AT), content);
  }

  private static Optional<String> text(Cells row, int column) {
    return row.value(column).map(String.class::cast);
  }

  private static Optional<Instant> time(Cells row, int column) {
    return row.value(column).map(Instant.class::cast);
  }

  private static OptionalInt partition(Cells row) {
    var partition = row.value(PARTITION);
    return partition.isPresent() ? OptionalInt.of((Integer) partition.get()) : OptionalInt.empty();
  }

  private static OptionalLong offset(Cells row) {
    var offset = row.value(OFFSET);
    return offset.isPresent() ? OptionalLong.of((Long) offset.get()) : OptionalLong.empty();
  }
}
