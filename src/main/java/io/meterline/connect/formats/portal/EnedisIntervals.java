package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.CsvOptions;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.formats.portal.EnedisSection.Layout;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a file of Enedis says of the intervals of its rows: how long they are, and which end of them a row's time is. */
final class EnedisIntervals {
  private static final int SECONDS_PER_MINUTE = 60;

  private final Path path;
  private final FormatOptions options;
  private final ReadingOutput out;
  private final Map<String, Optional<Long>> lengths = new BoundedMap<>();

  EnedisIntervals(Path path, FormatOptions options, ReadingOutput out) {
    this.path = path;
    this.options = options;
    this.out = out;
  }

  /**
   * Which end of its interval the time of a row is, if the user does not say it. With an offset it is the end; rows that say the period of the file say it by the first
   * row: its start begins the period, or ends its first interval.
   */
  CsvOptions.Stamp stamp(EnedisSection section, String[] cells, WrittenTime first) throws BadRow {
    if (options.csv().stamp().isPresent()) {
      return options.csv().stamp().get();
    }
    var hasOffset = first.offset().isPresent();
    var from = section.text(cells, "date de debut");
    if (!from.isEmpty() && (!hasOffset || section.layout() == Layout.DETAILED)) {
      var since = Duration.between(WrittenTime.of("Date de debut", from).local(), first.local());
      if (since.isZero()) {
        out.note(path + ": times are taken as the start of intervals, as the first is the start of the period");
        return CsvOptions.Stamp.START;
      }
      if (!since.isNegative() && since.compareTo(Duration.ofHours(1)) <= 0) {
        out.note(path + ": times are taken as the end of intervals, as the first is just after the start of the period");
        return CsvOptions.Stamp.END;
      }
    }
    var stamp = hasOffset ? CsvOptions.Stamp.END : CsvOptions.Stamp.START;
    var other = hasOffset ? "start" : "end";
    out.note(
        path + ": times are taken as the " + (hasOffset ? "end" : "start") + " of intervals, as they have " + (hasOffset ? "an" : "no")
            + " offset; --stamp=" + other + " takes them as the " + other);
    return stamp;
  }

  /** The length of the interval, if the user or the row says it. */
  Optional<Long> fixedLength(EnedisSection section, String[] cells) throws BadRow {
    if (options.interval().isPresent()) {
      return options.interval().map(Duration::toSeconds);
    }
    var text = section.layout() == Layout.DETAILED ? section.text(cells, "pas") : "";
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var length = lengths.computeIfAbsent(text, EnedisIntervals::length);
    if (length.isEmpty()) {
      throw new BadRow("Pas is '" + text + "', not a step such as PT30M");
    }
    return length;
  }

  /** The length in seconds of a step as ISO-8601 or in minutes; empty if it is neither. */
  private static Optional<Long> length(String text) {
    try {
      var seconds = text.startsWith("P") ? Duration.parse(text).toSeconds() : Long.parseLong(text) * SECONDS_PER_MINUTE;
      return Optional.of(seconds).filter(some -> some > 0 && some <= Integer.MAX_VALUE);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
