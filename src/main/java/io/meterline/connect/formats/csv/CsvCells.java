package io.meterline.connect.formats.csv;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvRow;
import io.meterline.connect.formats.CsvOptions.Stamp;
import io.meterline.connect.formats.MeterReading.Quality;
import io.meterline.connect.parquet.LogSchemas;
import io.meterline.model.log.Reading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the cells of a row say, under the user's options. */
final class CsvCells {
  private static final long MILLIS_PER_SECOND = 1000;

  private final FormatOptions options;
  private final CsvColumns columns;
  private final char decimal;
  private final CsvClock starts;
  private final CsvClock ends;

  /**
   * For the rows of a file.
   *
   * @param decimal the decimal mark
   */
  CsvCells(FormatOptions options, CsvColumns columns, char decimal) {
    this.options = options;
    this.columns = columns;
    this.decimal = decimal;
    this.starts = new CsvClock(options);
    this.ends = new CsvClock(options);
  }

  /** The meter. */
  String device(CsvRow row) throws BadRow {
    var device = row.find(LogSchemas.DEVICE);
    return device.isPresent() || options.device().isEmpty() ? row.text(LogSchemas.DEVICE) : options.device().get();
  }

  /** Whether the time of a row is the end of its interval. */
  boolean isEndStamped() {
    return columns.time().equals(CsvColumns.END) || options.csv().stamp().equals(Optional.of(Stamp.END));
  }

  /** The time of a row: of its start, or of its end. Called once a row, in the order of rows. */
  Instant time(CsvRow row, String device) throws BadRow {
    if (columns.time().equals(CsvColumns.DATE)) {
      var text = row.text(CsvColumns.DATE) + " " + row.text(CsvColumns.TIME);
      return starts.instant(CsvColumns.DATE, text, device);
    }
    return starts.instant(columns.time(), row.text(columns.time()), device);
  }

  /** When the row was logged, if it says so. */
  Optional<Instant> loggedAt(CsvRow row) throws BadRow {
    return row.findTime(LogSchemas.LOGGED_AT);
  }

  /** The reading of a row that says its interval. */
  MeterReading reading(CsvRow row) throws BadRow {
    var device = device(row);
    var time = time(row, device);
    var seconds = seconds(row, time, device);
    var at = isEndStamped() ? time.toEpochMilli() - seconds * MILLIS_PER_SECOND : time.toEpochMilli();
    return new MeterReading(
        device,
        new Reading(at, seconds, energy(row, seconds)),
        Quality.MEASURED,
        loggedAt(row),
        row.find(LogSchemas.PARTITION).isPresent() ? OptionalInt.of(row.int32(LogSchemas.PARTITION)) : OptionalInt.empty(),
        row.find(LogSchemas.OFFSET).isPresent() ? OptionalLong.of(row.int64(LogSchemas.OFFSET)) : OptionalLong.empty());
  }

  private int seconds(CsvRow row, Instant start, String device) throws BadRow {
    if (options.interval().isPresent() && row.find(LogSchemas.SECONDS).isEmpty()) {
      return (int) options.interval().get().toSeconds();
    }
    if (row.columns().containsKey(LogSchemas.SECONDS) || row.find(CsvColumns.END).isEmpty()) {
      return row.int32(LogSchemas.SECONDS);
    }
    var end = ends.instant(CsvColumns.END, row.text(CsvColumns.END), device);
    var millis = end.toEpochMilli() - start.toEpochMilli();
    if (millis <= 0 || millis % MILLIS_PER_SECOND != 0 || millis / MILLIS_PER_SECOND > Integer.MAX_VALUE) {
      throw new BadRow("end is " + end + ", not some whole seconds after " + start);
    }
    return (int) (millis / MILLIS_PER_SECOND);
  }

  private long energy(CsvRow row, int seconds) throws BadRow {
    return milliwattHours(number(row), seconds);
  }

  /** The state of the counter in milliwatt-hours. */
  long counter(CsvRow row) throws BadRow {
    return energy(row, 0);
  }

  /** The value in the unit of its column. */
  BigDecimal number(CsvRow row) throws BadRow {
    var column = columns.energy().column();
    return columns.unit().isPresent() ? row.decimal(column, decimal) : BigDecimal.valueOf(row.int64(column));
  }

  /** The energy of a value, in milliwatt-hours, over an interval. */
  long milliwattHours(BigDecimal number, int seconds) throws BadRow {
    if (columns.unit().isEmpty()) {
      return number.longValueExact();
    }
    try {
      return columns.unit().get().milliwattHours(number, seconds);
    } catch (BadRow tooLarge) {
      throw new BadRow(columns.energy().column() + " is too large for 64 bits");
    }
  }
}
