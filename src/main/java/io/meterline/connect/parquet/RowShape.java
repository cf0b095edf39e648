package io.meterline.connect.parquet;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.parquet.schema.MessageType;

/**
 * How events of one kind are written as rows.
 *
 * @param schema the columns
 * @param values writes the values of an event, one for each column, in order
 */
record RowShape<T>(MessageType schema, BiConsumer<T, RowColumns> values) {
  /** The values of required columns in a row of raw bytes. */
  private static final Function<Position, LoggedReading> NO_READING =
      position -> new LoggedReading("", new Reading(0, 0, 0), position);

  /** The values of required columns in a row of raw bytes. */
  private static final Function<Position, LoggedChange> NO_CHANGE =
      position ->
          new LoggedChange("", "", "", "", Instant.EPOCH, Optional.empty(), Optional.empty(), position);

  static final RowShape<LoggedReading> READING = new RowShape<>(LogSchemas.READINGS, RowShape::put);

  static final RowShape<LoggedChange> CHANGE = new RowShape<>(LogSchemas.SETTINGS, RowShape::put);

  static final RowShape<LogRow<LoggedReading>> READING_OR_RAW =
      new RowShape<>(LogSchemas.READINGS_OR_RAW, (row, columns) -> put(row, NO_READING, RowShape::put, columns));

  static final RowShape<LogRow<LoggedChange>> CHANGE_OR_RAW =
      new RowShape<>(LogSchemas.SETTINGS_OR_RAW, (row, columns) -> put(row, NO_CHANGE, RowShape::put, columns));

  private static <T> void put(
      LogRow<T> row, Function<Position, T> none, BiConsumer<T, RowColumns> values, RowColumns columns) {
    row.take(
        event -> {
          values.accept(event, columns);
          columns.nothing();
        },
        (bytes, position) -> {
          values.accept(none.apply(position), columns);
          columns.bytes(bytes);
        });
  }

  private static void put(LoggedReading logged, RowColumns columns) {
    var reading = logged.reading();
    columns
        .text(logged.device())
        .number(reading.atMillis())
        .number(reading.seconds())
        .number(reading.milliwattHours());
    put(logged.position(), columns);
  }

  private static void put(LoggedChange change, RowColumns columns) {
    columns
        .text(change.scope())
        .text(change.name())
        .text(change.op())
        .text(change.value())
        .time(change.effectiveAt())
        .text(change.author())
        .text(change.reason());
    put(change.position(), columns);
  }

  private static void put(Position position, RowColumns columns) {
    columns.time(position.loggedAt()).number(position.partition()).number(position.offset());
  }
}
