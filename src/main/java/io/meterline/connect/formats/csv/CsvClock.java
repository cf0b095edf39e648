package io.meterline.connect.formats.csv;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.LocalTimes;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvRow;
import io.meterline.connect.csv.CsvTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Converts the times of one column to instants, under the user's options. */
final class CsvClock {
  private final Optional<LocalTimes> localTimes;
  private final boolean isIso;
  private final TimeFormat format;
  private final CsvTimes times = new CsvTimes();

  CsvClock(FormatOptions options) {
    this.localTimes = options.zone().map(LocalTimes::new);
    this.isIso = options.csv().timeFormat().isEmpty();
    this.format = TimeFormat.of(options.csv().timeFormat());
  }

  /**
   * The instant of the next row of a device.
   *
   * @param column the name of the column, for the message
   * @throws BadRow if the text is no time, or a local time that is not known to be which instant
   */
  Instant instant(String column, String text, String device) throws BadRow {
    try {
      return CsvRow.millis(column, text, instant(text, device).orElseThrow(() -> problem(column, text, CsvTimes.NO_OFFSET)));
    } catch (DateTimeException | ArithmeticException e) {
      throw problem(column, text, format.problem(text));
    }
  }

  /** Empty for a local time of which the zone is not known. */
  private Optional<Instant> instant(String text, String device) throws BadRow {
    if (isIso && CsvTimes.hasOffset(text)) {
      return Optional.of(times.parse(text));
    }
    var written = format.written(text);
    if (written.offset().isPresent()) {
      return Optional.of(written.local().toInstant(written.offset().get()));
    }
    if (localTimes.isEmpty()) {
      // A date alone may also be something else.
      return isIso ? Optional.of(times.parse(text)) : Optional.empty();
    }
    return Optional.of(localTimes.get().instant(device, written.local()));
  }

  private static BadRow problem(String column, String text, String why) {
    return new BadRow(column + " is '" + text + "', " + why);
  }
}
