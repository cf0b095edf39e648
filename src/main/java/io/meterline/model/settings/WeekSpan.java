package io.meterline.model.settings;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * A span of local time on some days of the week. A span that ends before it begins goes over midnight, and belongs to the day on which it
 * begins.
 *
 * @param days the days on which it begins: bit 0 is Monday, bit 6 is Sunday; at least one
 * @param from its start, inclusive, minutes after local midnight, 0 to 1439
 * @param until its end, exclusive, minutes after local midnight, 1 to 1440, other than {@code from}
 */
public record WeekSpan(int days, int from, int until) {
  static final int DAY_MINUTES = 24 * 60;
  static final int WEEK_MINUTES = 7 * DAY_MINUTES;
  static final long MINUTE_MILLIS = 60_000;
  static final long WEEK_MILLIS = WEEK_MINUTES * MINUTE_MILLIS;

  /** The days of the week in text, from Monday. */
  static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");

  private static final List<String> DAY_NAMES =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  static final int EVERY_DAY = (1 << DAYS.size()) - 1;

  /** 1970-01-01 was a Thursday. */
  private static final long SINCE_MONDAY = 3L * DAY_MINUTES * MINUTE_MILLIS;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is not kept
   */
  public WeekSpan {
    if (days <= 0 || days > EVERY_DAY || from < 0 || from >= DAY_MINUTES || until <= 0 || until > DAY_MINUTES || from == until) {
      throw new IllegalArgumentException("a span of days " + days + " from " + from + " until " + until);
    }
  }

  /** The milliseconds from Monday 00:00 to a time, given in local milliseconds. */
  static long millisOfWeek(long localMillis) {
    return Math.floorMod(localMillis + SINCE_MONDAY, WEEK_MILLIS);
  }

  /** Whether it holds a minute, counted from Monday 00:00. */
  boolean holds(int minuteOfWeek) {
    var day = minuteOfWeek / DAY_MINUTES;
    var minute = minuteOfWeek % DAY_MINUTES;
    if (from < until) {
      return isOn(day) && minute >= from && minute < until;
    }
    return isOn(day) && minute >= from || isOn((day + 6) % 7) && minute < until;
  }

  private boolean isOn(int day) {
    return (days >> day & 1) != 0;
  }

  /** Adds the minutes, counted from Monday 00:00, at which it begins or ends. */
  void addBounds(BitSet bounds) {
    var length = Math.floorMod(until - from, DAY_MINUTES);
    for (var day = 0; day < DAYS.size(); day++) {
      if (isOn(day)) {
        var start = day * DAY_MINUTES + from;
        bounds.set(start);
        bounds.set((start + (length == 0 ? DAY_MINUTES : length)) % WEEK_MINUTES);
      }
    }
  }

  /** Its canonical text, such as {@code Mo-Fr,Su 16:00-19:00}: ranges of days where there are two or more in a row. */
  @Override
  public String toString() {
    return text(DAYS, "-", ",");
  }

  /** For people to read, such as {@code Monday to Friday, Sunday 16:00 to 19:00}. */
  String words() {
    return text(DAY_NAMES, " to ", ", ");
  }

  private String text(List<String> names, String to, String comma) {
    var times = time(from) + to + time(until);
    return days == EVERY_DAY ? times : String.join(comma, ranges(names, to)) + " " + times;
  }

  private List<String> ranges(List<String> names, String to) {
    var ranges = new ArrayList<String>();
    for (var day = 0; day < names.size(); day++) {
      if (isOn(day)) {
        var first = day;
        while (day + 1 < names.size() && isOn(day + 1)) {
          day++;
        }
        ranges.add(first == day ? names.get(day) : names.get(first) + to + names.get(day));
      }
    }
    return ranges;
  }

  private static String time(int minutes) {
    return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
  }
}
