package io.meterline.model.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * One date in one time zone.
 *
 * <p>The day spans from its first instant to its last, by the zone's rules: 23, 24 or 25 hours where clocks change by an
 * hour; part of an hour counts as an hour. Where clocks go back over midnight, the end of a day and the start of the next
 * overlap; every instant still has the date that {@link ZoneId}'s rules give it.
 *
 * @param date the local date
 * @param zone the time zone
 * @param startMillis its first instant, epoch milliseconds UTC, inclusive
 * @param endMillis the instant from which the date does not occur again, epoch milliseconds UTC, exclusive
 */
public record LocalDay(LocalDate date, ZoneId zone, long startMillis, long endMillis) {
  private static final long HOUR = 3_600_000;

  /** The day of {@code date} in {@code zone}. */
  public static LocalDay of(LocalDate date, ZoneId zone) {
    var start = date.atStartOfDay(zone).withEarlierOffsetAtOverlap();
    var end = date.plusDays(1).atStartOfDay(zone).withLaterOffsetAtOverlap();
    return new LocalDay(date, zone, start.toInstant().toEpochMilli(), end.toInstant().toEpochMilli());
  }

  /** The number of hours begun by its end: 23 to 25 where clocks change by an hour. */
  public int hours() {
    return (int) ((endMillis - startMillis + HOUR - 1) / HOUR);
  }

  /** The hours elapsed from the start of the day to an instant of it, rounded down: 0 to {@link #hours()} - 1. */
  public int hourOf(long atMillis) {
    return (int) ((atMillis - startMillis) / HOUR);
  }

  /**
   * The first instant, in epoch milliseconds UTC, at which the date is over in every time zone: the end of the date at
   * UTC-18, the lowest offset that {@link ZoneOffset} knows.
   */
  public static long overEverywhere(LocalDate date) {
    return date.plusDays(1).toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.MIN) * 1000;
  }

  /**
   * The end, exclusive, of the span from an instant in which the zone's date is the same; epoch milliseconds UTC. A clock
   * change ends the span even if the date does not change.
   */
  static long sameDateUntil(long atMillis, ZoneId zone) {
    var at = Instant.ofEpochMilli(atMillis);
    var rules = zone.getRules();
    var offset = rules.getOffset(at);
    var midnight =
        at.atOffset(offset).toLocalDate().plusDays(1).toEpochSecond(LocalTime.MIDNIGHT, offset) * 1000;
    var transition = rules.nextTransition(at);
    return transition == null ? midnight : Math.min(midnight, transition.getInstant().toEpochMilli());
  }
}
