package io.meterline.connect.formats.csv;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.formats.TimedColumns;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvRow;
import io.meterline.connect.formats.ReadingOutput.Place;
import io.meterline.model.MeterlineException;
import io.meterline.model.Printable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Rows that do not say their interval: it is found from the times of a device's rows, see {@link Spacing}. Rows are kept, as primitives,
 * until the end of the file.
 */
final class CsvNeighbours {
  private static final int UNSCALED = 1;
  private static final int SCALE = 2;
  private static final int LINE = 3;
  private static final int LOGGED_AT = 4;
  private static final int WIDTH = 5;
  private static final long NOT_LOGGED = Long.MIN_VALUE;
  private static final int MAX_QUOTE = 80;
  private static final String ADVICE = "; say --interval, such as PT30M";

  private final Path path;
  private final FormatOptions options;
  private final CsvCells cells;
  private final ReadingOutput out;
  private final Map<String, TimedColumns> devices = new LinkedHashMap<>();
  private final Map<Spacing, Integer> found = new LinkedHashMap<>();

  CsvNeighbours(Path path, FormatOptions options, CsvCells cells, ReadingOutput out) {
    this.path = path;
    this.options = options;
    this.cells = cells;
    this.out = out;
  }

  /** Adds a row. */
  void add(CsvRow row, Place place) throws BadRow {
    var device = cells.device(row);
    var time = cells.time(row, device).toEpochMilli();
    var number = cells.number(row);
    var unscaled = number.unscaledValue();
    if (unscaled.bitLength() >= Long.SIZE) {
      throw new BadRow("'" + number + "' has too many digits for a file without intervals");
    }
    var loggedAt = cells.loggedAt(row).map(Instant::toEpochMilli).orElse(NOT_LOGGED);
    devices
        .computeIfAbsent(device, any -> new TimedColumns(WIDTH))
        .add(time, unscaled.longValue(), number.scale(), place.line(), loggedAt);
  }

  /**
   * Passes the readings.
   *
   * @throws MeterlineException if the interval of a device is not clear
   */
  void finish() {
    var spacings = new LinkedHashMap<String, Optional<Spacing>>();
    for (var device : devices.entrySet()) {
      device.getValue().sort();
      spacings.put(device.getKey(), spacing(device.getKey(), device.getValue()));
    }
    spacings.values().forEach(spacing -> spacing.ifPresent(one -> found.merge(one, 1, Integer::sum)));
    if (found.isEmpty() && !devices.isEmpty()) {
      throw new MeterlineException(path + ": the length of the intervals is not known: no device has rows of two times" + ADVICE);
    }
    found.forEach(
        (spacing, count) ->
            out.note(
                path + ": intervals are taken to be " + spacing + ", as rows are that far apart (" + count
                    + (count == 1 ? " device" : " devices") + "); if they are not, say --interval"));
    devices.forEach((device, rows) -> pass(device, rows, spacings.get(device)));
  }

  private Optional<Spacing> spacing(String device, TimedColumns rows) {
    try {
      return Spacing.of(rows, options.zone());
    } catch (BadRow unclear) {
      throw new MeterlineException(
          path + ": " + Printable.quote(device, MAX_QUOTE) + ": the length of the intervals is not clear: " + unclear.getMessage() + ADVICE);
    }
  }

  private void pass(String device, TimedColumns rows, Optional<Spacing> own) {
    var spacing = own.or(() -> found.size() == 1 ? Optional.of(found.keySet().iterator().next()) : Optional.empty());
    for (var row = 0; row < rows.count(); row++) {
      var number = new BigDecimal(BigInteger.valueOf(rows.value(row, UNSCALED)), (int) rows.value(row, SCALE));
      var time = Instant.ofEpochMilli(rows.time(row));
      var place = new Place(rows.value(row, LINE), () -> device + ", " + time + ", " + number);
      try {
        out.reading(reading(device, time, spacing, number, rows.value(row, LOGGED_AT)), place);
      } catch (BadRow bad) {
        out.rejected(place, bad.getMessage());
      }
    }
  }

  private MeterReading reading(String device, Instant time, Optional<Spacing> spacing, BigDecimal number, long loggedAt) throws BadRow {
    var length = spacing.orElseThrow(() -> new BadRow("the length of the interval is not known: no other row of the device; say --interval"));
    var other = cells.isEndStamped() ? length.before(time) : length.after(time);
    var at = cells.isEndStamped() ? other : time;
    var seconds = (int) Math.abs(other.getEpochSecond() - time.getEpochSecond());
    var reading = MeterReading.of(device, at, seconds, cells.milliwattHours(number, seconds));
    return loggedAt == NOT_LOGGED ? reading : reading.loggedAt(Instant.ofEpochMilli(loggedAt));
  }
}
