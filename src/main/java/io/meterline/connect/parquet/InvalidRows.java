package io.meterline.connect.parquet;

import io.meterline.connect.event.ReadingEvents;
import io.meterline.model.log.Content;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.ReadingColumns;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Handles the rows of a row group that are not valid readings: decodes or rejects them, and closes the gaps that they
 * leave.
 */
final class InvalidRows {
  private final String name;
  private final ReadingColumns into;
  private final int first;
  private final BitSet[] missing;
  private final RawValues raw;
  private final Consumer<Rejection> malformed;
  private final ReadingEvents events = new ReadingEvents();

  /**
   * For a row group whose rows follow the readings already in {@code into}.
   *
   * @param name the name of the file, for messages
   * @param missing the rows that lack a value, by column
   * @param raw the bytes of events that could not be decoded when they were archived
   */
  InvalidRows(String name, ReadingColumns into, BitSet[] missing, RawValues raw, Consumer<Rejection> malformed) {
    this.name = name;
    this.into = into;
    this.first = into.size();
    this.missing = missing;
    this.raw = raw;
    this.malformed = malformed;
  }

  /**
   * Keeps only readings, in the order of their rows, and returns how many there are.
   *
   * @param invalid the rows that are not valid readings
   * @param firstRow the number of the row group's first row within the file, from 1
   */
  int resolve(BitSet invalid, int rows, long firstRow) {
    var to = first;
    for (var row = 0; row < rows; row++) {
      if (invalid.get(row)) {
        var event = event(row, firstRow + row);
        if (event.isPresent()) {
          put(event.get(), to++);
        }
      } else {
        move(first + row, to++);
      }
    }
    return to - first;
  }

  /** The event of a row, if the row has raw bytes that can be decoded by now. Any other row is rejected. */
  private Optional<LoggedReading> event(int row, long number) {
    var bytes = raw.of(row);
    if (bytes.isEmpty() || !hasPosition(row)) {
      malformed.accept(rejection(row, number));
      return Optional.empty();
    }
    var i = first + row;
    var place = new Position(Instant.ofEpochMilli(into.loggedAt()[i]), into.partition()[i], into.offset()[i]);
    return events
        .decode(bytes.get(), place)
        .match(
            Optional::of,
            rejection -> {
              malformed.accept(rejection);
              return Optional.empty();
            });
  }

  private void move(int from, int to) {
    into.set(
        to,
        into.device()[from],
        into.at()[from],
        into.seconds()[from],
        into.milliwattHours()[from],
        into.loggedAt()[from],
        into.partition()[from],
        into.offset()[from]);
  }

  private void put(LoggedReading logged, int to) {
    var reading = logged.reading();
    var position = logged.position();
    into.set(
        to,
        into.device(logged.device()),
        reading.atMillis(),
        reading.seconds(),
        reading.milliwattHours(),
        position.loggedAt().toEpochMilli(),
        position.partition(),
        position.offset());
  }

  private boolean has(int column, int row) {
    return !missing[column].get(row);
  }

  private boolean hasPosition(int row) {
    return has(ReadingReader.LOGGED_AT, row) && has(ReadingReader.PARTITION, row) && has(ReadingReader.OFFSET, row);
  }

  private Rejection rejection(int row, long number) {
    var i = first + row;
    return new Rejection(
        Kind.READING,
        Reason.MALFORMED,
        name + ": row " + number + ": " + problem(i),
        has(ReadingReader.PARTITION, row) ? OptionalInt.of(into.partition()[i]) : OptionalInt.empty(),
        has(ReadingReader.OFFSET, row) ? OptionalLong.of(into.offset()[i]) : OptionalLong.empty(),
        has(ReadingReader.LOGGED_AT, row)
            ? Optional.of(Instant.ofEpochMilli(into.loggedAt()[i]))
            : Optional.empty(),
        content(row));
  }

  private String problem(int i) {
    return into.device()[i] == DeviceValues.NOT_UTF8
        ? "device is not UTF-8"
        : "a value is missing, or not a time of whole milliseconds";
  }

  private String content(int row) {
    var i = first + row;
    return Content.object(
        json -> {
          if (has(ReadingReader.DEVICE, row)) {
            json.writeStringField(LogSchemas.DEVICE, into.deviceName(into.device()[i]));
          }
          if (has(ReadingReader.AT, row)) {
            json.writeStringField(LogSchemas.AT, Instant.ofEpochMilli(into.at()[i]).toString());
          }
          if (has(ReadingReader.SECONDS, row)) {
            json.writeNumberField(LogSchemas.SECONDS, into.seconds()[i]);
          }
          if (has(ReadingReader.MILLIWATT_HOURS, row)) {
            json.writeNumberField(LogSchemas.MILLIWATT_HOURS, into.milliwattHours()[i]);
          }
        });
  }
}
