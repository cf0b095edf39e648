package io.meterline.parquet;

import io.meterline.log.LoggedChange;
import io.meterline.log.LoggedReading;
import io.meterline.log.Position;
import java.util.function.BiConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * How values of one kind become rows of a file.
 *
 * @param schema the columns
 * @param values gives the values of an event, one for each column, in their order
 */
record RowShape<T>(MessageType schema, BiConsumer<T, RowColumns> values) {
  static final RowShape<LoggedReading> READING = new RowShape<>(LogSchemas.READINGS, RowShape::put);

  static final RowShape<LoggedChange> CHANGE = new RowShape<>(LogSchemas.SETTINGS, RowShape::put);

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
