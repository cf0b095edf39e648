package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.LocalTimes;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.CsvShape;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The starts of statistics: epoch seconds or milliseconds, times with an offset, or local times. */
final class HomeAssistantTimes {
  private static final Pattern EPOCH = Pattern.compile("(\\d{9,10})([.,]\\d{1,9})?");
  private static final Pattern EPOCH_MILLIS = Pattern.compile("\\d{12,13}");
  private static final Pattern SLASHES = Pattern.compile("(\\d{1,2})/(\\d{1,2})/\\d{4}.*");
  private static final int MONTHS = 12;
  private static final int HOUR = 3600;

  private final LocalTimes times;
  private final WrittenTime.DateOrder order;
  private final Consumer<String> notes;
  private final boolean hasZone;

  private HomeAssistantTimes(LocalTimes times, WrittenTime.DateOrder order, boolean hasZone, Consumer<String> notes) {
    this.times = times;
    this.order = order;
    this.hasZone = hasZone;
    this.notes = notes;
  }

  /** The times at the start of a file. */
  static List<String> texts(String start, CsvShape shape, int column) {
    var delimiter = Pattern.compile(Pattern.quote(String.valueOf(shape.delimiter())));
    // The last line may be cut.
    var lines = start.lines().skip(shape.skipLines() + 1L).toList();
    return lines.subList(0, Math.max(0, lines.size() - 1)).stream()
        .map(line -> Cells.text(delimiter.split(line, -1), OptionalInt.of(column)))
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /**
   * The times of a file.
   *
   * @param texts the first of them: where dates have slashes, they show whether day or month is first
   * @param zone the zone of local times; UTC if empty
   */
  static HomeAssistantTimes of(List<String> texts, Optional<ZoneId> zone, Consumer<String> notes) {
    var order = order(texts, notes);
    return new HomeAssistantTimes(new LocalTimes(zone.orElse(ZoneOffset.UTC), notes), order, zone.isPresent(), notes);
  }

  private static WrittenTime.DateOrder order(List<String> texts, Consumer<String> notes) {
    var slashes = texts.stream().map(SLASHES::matcher).filter(match -> match.matches()).toList();
    if (slashes.stream().anyMatch(match -> Integer.parseInt(match.group(2)) > MONTHS)) {
      return WrittenTime.DateOrder.MONTH_FIRST;
    }
    if (!slashes.isEmpty() && slashes.stream().noneMatch(match -> Integer.parseInt(match.group(1)) > MONTHS)) {
      notes.accept("dates such as " + slashes.get(0).group() + " are taken as day/month/year: the first rows do not show it");
    }
    return WrittenTime.DateOrder.DAY_FIRST;
  }

  /** Whether all of the times are at the start of an hour of UTC, as those of long-term statistics are. Others are of five minutes. */
  boolean isHourly(List<String> texts) {
    for (var text : texts) {
      try {
        var second = epoch(text).map(Instant::getEpochSecond).orElse(0L);
        var stamp = epoch(text).isPresent() ? Optional.<WrittenTime>empty() : Optional.of(WrittenTime.of("start", text, order));
        var minute = stamp.map(at -> at.local().toLocalTime().toSecondOfDay() % HOUR).orElse(0);
        if (second % HOUR != 0 || minute % (HOUR / 4) != 0) {
          return false;
        }
      } catch (BadRow bad) {
        // Is rejected when its row is read.
      }
    }
    return true;
  }

  /** The instant of the next row of a statistic. */
  Instant instant(String statistic, String text) throws BadRow {
    var epoch = epoch(text);
    if (epoch.isPresent()) {
      return epoch.get();
    }
    var stamp = WrittenTime.of("start", text, order);
    if (stamp.offset().isEmpty() && !hasZone) {
      notes.accept("local times without an offset are taken as UTC; name the zone of the Home Assistant with --zone");
    }
    return stamp.instant(times, statistic);
  }

  private static Optional<Instant> epoch(String text) {
    if (EPOCH_MILLIS.matcher(text).matches()) {
      return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
    }
    var match = EPOCH.matcher(text);
    return match.matches() ? Optional.of(Instant.ofEpochSecond(Long.parseLong(match.group(1)))) : Optional.empty();
  }

  /** See {@link LocalTimes#finish}. */
  void finish() {
    times.finish();
  }
}
