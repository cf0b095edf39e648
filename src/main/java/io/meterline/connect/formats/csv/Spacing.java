package io.meterline.connect.formats.csv;

import io.meterline.connect.formats.TimedColumns;
import io.meterline.connect.csv.BadRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How far apart the rows of a device are: some seconds, or a day of its zone.
 *
 * <p>It is clear if most rows are that far apart and all others a multiple, as rows may be missing, but never twice in a row the same
 * multiple, which would be another spacing.
 *
 * @param seconds the seconds; 86,400 for days
 * @param days the zone whose days they are; empty if each has as many seconds
 */
record Spacing(int seconds, Optional<ZoneId> days) {
  private static final long MILLIS_PER_SECOND = 1000;
  private static final int MOST_SAID = 4;

  /**
   * The spacing of rows that are sorted; empty if they have one time only.
   *
   * @throws BadRow if it is not clear
   */
  static Optional<Spacing> of(TimedColumns rows, Optional<ZoneId> zone) throws BadRow {
    var times = LongStream.range(0, rows.count()).map(row -> rows.time((int) row)).distinct().toArray();
    if (times.length < 2) {
      return Optional.empty();
    }
    var days = zone.filter(id -> areDays(times, id));
    if (days.isPresent()) {
      return Optional.of(new Spacing((int) Duration.ofDays(1).toSeconds(), days));
    }
    var steps = steps(times);
    var least = LongStream.of(steps).min().getAsLong();
    if (!isClear(steps, least) || least % MILLIS_PER_SECOND != 0 || least / MILLIS_PER_SECOND > Integer.MAX_VALUE) {
      throw new BadRow("rows are " + said(steps));
    }
    return Optional.of(new Spacing((int) (least / MILLIS_PER_SECOND), Optional.empty()));
  }

  private static long[] steps(long[] times) {
    return LongStream.range(1, times.length).map(i -> times[(int) i] - times[(int) i - 1]).toArray();
  }

  /** Whether all rows have one local time, and most are a local day apart. */
  private static boolean areDays(long[] times, ZoneId zone) {
    var first = timeOfDay(times[0], zone);
    if (!LongStream.of(times).allMatch(time -> timeOfDay(time, zone).equals(first))) {
      return false;
    }
    var steps = steps(LongStream.of(times).map(time -> Instant.ofEpochMilli(time).atZone(zone).toLocalDate().toEpochDay()).toArray());
    return isClear(steps, 1);
  }

  private static LocalTime timeOfDay(long time, ZoneId zone) {
    return Instant.ofEpochMilli(time).atZone(zone).toLocalTime();
  }

  private static boolean isClear(long[] steps, long least) {
    var others = 0;
    for (var i = 0; i < steps.length; i++) {
      var isOther = steps[i] != least;
      if (isOther && (steps[i] % least != 0 || i > 0 && steps[i - 1] == steps[i])) {
        return false;
      }
      others += isOther ? 1 : 0;
    }
    return others * 2 < steps.length;
  }

  private static String said(long[] steps) {
    var counts = new TreeMap<Long, Integer>();
    LongStream.of(steps).forEach(step -> counts.merge(step, 1, Integer::sum));
    var shown =
        counts.entrySet().stream()
            .limit(MOST_SAID)
            .map(step -> Duration.ofMillis(step.getKey()) + " apart (" + step.getValue() + " times)")
            .collect(Collectors.joining(", "));
    return counts.size() > MOST_SAID ? shown + " and others" : shown;
  }

  /** The end of an interval. */
  Instant after(Instant start) {
    return moved(start, 1);
  }

  /** The start of an interval. */
  Instant before(Instant end) {
    return moved(end, -1);
  }

  private Instant moved(Instant time, int by) {
    return days
        .map(zone -> time.atZone(zone).plus(by, ChronoUnit.DAYS).toInstant())
        .orElseGet(() -> time.plusSeconds((long) by * seconds));
  }

  @Override
  public String toString() {
    return days.map(zone -> "a day of " + zone).orElseGet(() -> seconds % 60 == 0 ? seconds / 60 + " minutes" : seconds + " seconds");
  }
}
