package io.meterline.connect.imports;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The days on which clocks are changed. */
final class ClockChanges {
  /** A year has two. */
  private static final int MOST_DAYS = 2;

  private ClockChanges() {}

  /**
   * The last two such days that begin and end within a span, each with its length and number of readings, such as {@code 2024-03-31 (23
   * hours): 46 readings}.
   *
   * @param from epoch milliseconds UTC, inclusive
   * @param to epoch milliseconds UTC, exclusive
   */
  static List<String> days(ZoneId zone, long from, long to, ReadingChecks checks) {
    var days = new ArrayList<String>();
    var rules = zone.getRules();
    for (var at = Instant.ofEpochMilli(to); days.size() < MOST_DAYS; ) {
      var change = rules.previousTransition(at);
      if (change == null || change.getInstant().toEpochMilli() < from) {
        break;
      }
      at = change.getInstant();
      day(zone, at.atZone(zone).toLocalDate(), from, to, checks).ifPresent(day -> days.add(0, day));
    }
    return days;
  }

  private static Optional<String> day(ZoneId zone, LocalDate date, long from, long to, ReadingChecks checks) {
    var start = date.atStartOfDay(zone).toInstant().toEpochMilli();
    var end = date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    if (start < from || end > to) {
      return Optional.empty();
    }
    var readings = checks.devices().values().stream().mapToLong(device -> device.firstFrom(end) - device.firstFrom(start)).sum();
    return Optional.of(date + " (" + FileFacts.length((int) Duration.ofMillis(end - start).toSeconds()) + "): " + readings + (readings == 1 ? " reading" : " readings"));
  }
}
