package io.meterline.connect.csv;

import io.meterline.connect.parquet.LogSchemas;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.time.Instant;
import java.util.List;

/**
 * Converts the rows of one kind of file to events.
 *
 * <p>A row without a partition gets partition 0. A row without an offset gets the number of events before it in the
 * file.
 *
 * @param <E> the kind of event
 */
interface CsvEvents<E> {
  /** The column of energy in kilowatt-hours, which only CSV files have. */
  String KWH = "kwh";

  /** All columns that a file may have. */
  List<String> columns();

  /**
   * Checks that a file has the required columns.
   *
   * @throws MeterlineException if it lacks one
   */
  void check(CsvFile file);

  /**
   * Converts a row.
   *
   * @param before the number of events before it in the file
   * @throws BadRow if a cell is missing or cannot be read
   */
  E event(CsvRow row, long before) throws BadRow;

  /** Readings. {@code logged_at} defaults to the end of the interval. */
  final class Readings implements CsvEvents<LoggedReading> {
    @Override
    public List<String> columns() {
      return List.of(
          LogSchemas.DEVICE,
          LogSchemas.AT,
          LogSchemas.SECONDS,
          KWH,
          LogSchemas.MILLIWATT_HOURS,
          LogSchemas.LOGGED_AT,
          LogSchemas.PARTITION,
          LogSchemas.OFFSET);
    }

    @Override
    public void check(CsvFile file) {
      require(file, LogSchemas.DEVICE, LogSchemas.AT, LogSchemas.SECONDS);
      if (file.columns().contains(KWH) == file.columns().contains(LogSchemas.MILLIWATT_HOURS)) {
        throw new MeterlineException(
            file.path()
                + ": must have exactly one of the columns 'kwh' and 'milliwatt_hours'; it has "
                + file.columnNames());
      }
    }

    @Override
    public LoggedReading event(CsvRow row, long before) throws BadRow {
      var device = row.text(LogSchemas.DEVICE);
      var at = row.time(LogSchemas.AT);
      var seconds = row.int32(LogSchemas.SECONDS);
      var energy = row.columns().containsKey(KWH) ? row.kwh(KWH) : row.int64(LogSchemas.MILLIWATT_HOURS);
      var reading = new Reading(at.toEpochMilli(), seconds, energy);
      return new LoggedReading(device, reading, position(row, at.plusSeconds(seconds), before));
    }
  }

  /** Settings changes. {@code logged_at} defaults to {@code effective_at}. */
  final class Changes implements CsvEvents<LoggedChange> {
    @Override
    public List<String> columns() {
      return List.of(
          LogSchemas.SCOPE,
          LogSchemas.NAME,
          LogSchemas.OP,
          LogSchemas.VALUE,
          LogSchemas.EFFECTIVE_AT,
          LogSchemas.AUTHOR,
          LogSchemas.REASON,
          LogSchemas.LOGGED_AT,
          LogSchemas.PARTITION,
          LogSchemas.OFFSET);
    }

    @Override
    public void check(CsvFile file) {
      require(file, LogSchemas.SCOPE, LogSchemas.NAME, LogSchemas.OP, LogSchemas.VALUE, LogSchemas.EFFECTIVE_AT);
    }

    @Override
    public LoggedChange event(CsvRow row, long before) throws BadRow {
      var effectiveAt = row.time(LogSchemas.EFFECTIVE_AT);
      return new LoggedChange(
          row.text(LogSchemas.SCOPE),
          row.text(LogSchemas.NAME),
          row.text(LogSchemas.OP),
          row.find(LogSchemas.VALUE).orElse(""),
          effectiveAt,
          row.find(LogSchemas.AUTHOR),
          row.find(LogSchemas.REASON),
          position(row, effectiveAt, before));
    }
  }

  private static void require(CsvFile file, String... columns) {
    for (var column : columns) {
      if (!file.columns().contains(column)) {
        throw new MeterlineException(
            file.path() + ": has no column '" + column + "'; it has " + file.columnNames());
      }
    }
  }

  private static Position position(CsvRow row, Instant defaultLoggedAt, long before) throws BadRow {
    return new Position(
        row.findTime(LogSchemas.LOGGED_AT).orElse(defaultLoggedAt),
        row.find(LogSchemas.PARTITION).isPresent() ? row.int32(LogSchemas.PARTITION) : 0,
        row.find(LogSchemas.OFFSET).isPresent() ? row.int64(LogSchemas.OFFSET) : before);
  }
}
