package io.meterline.oracle;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tariff by definition: the first entry that holds the local time gives the rate, else the base.
 *
 * @param base the base rate
 * @param entries the entries, in order
 */
record OracleTariff(BigInteger base, List<Entry> entries) {
  private static final int HALF_HOURS_OF_A_WEEK = 7 * 48;
  private static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");

  /**
   * A rate for some local times.
   *
   * @param span its days and times as text
   * @param days the days on which it begins
   * @param begin minutes after midnight, inclusive
   * @param end minutes after the same midnight, exclusive; over 24 hours if it goes over midnight
   * @param rate the rate
   */
  record Entry(String span, Set<DayOfWeek> days, int begin, int end, BigInteger rate) {
    private boolean holds(LocalDateTime local) {
      // It may have begun today or yesterday.
      return Stream.of(0, 1)
          .anyMatch(
              daysAgo -> {
                var minute = local.getHour() * 60 + local.getMinute() + daysAgo * 24 * 60;
                return days.contains(local.minusDays(daysAgo).getDayOfWeek()) && begin <= minute && minute < end;
              });
    }
  }

  /** The tariff that a text is; empty if it is none. */
  static Optional<OracleTariff> find(String text) {
    var parts = text.split(";", -1);
    if (!isWhole(parts[0]) || parts.length > 1 + HALF_HOURS_OF_A_WEEK) {
      return Optional.empty();
    }
    var entries = new ArrayList<Entry>();
    for (var part : List.of(parts).subList(1, parts.length)) {
      var entry = entry(part.strip().split(" +"));
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      entries.add(entry.get());
    }
    return Optional.of(new OracleTariff(new BigInteger(parts[0]), entries));
  }

  private static boolean isWhole(String text) {
    return text.matches("[+-]?[0-9]+") && new BigInteger(text).bitLength() <= 63;
  }

  private static Optional<Entry> entry(String[] words) {
    if (words.length < 2 || words.length > 3 || !isWhole(words[words.length - 1])) {
      return Optional.empty();
    }
    var times = words[words.length - 2];
    if (!times.matches("\\d\\d:\\d\\d-\\d\\d:\\d\\d")) {
      return Optional.empty();
    }
    var begin = minute(times.substring(0, 5));
    var end = minute(times.substring(6));
    var days = words.length == 3 ? days(words[0]) : Optional.<Set<DayOfWeek>>of(EnumSet.allOf(DayOfWeek.class));
    if (begin < 0 || begin == 24 * 60 || end < 0 || begin == end || days.isEmpty()) {
      return Optional.empty();
    }
    var over = end < begin ? end + 24 * 60 : end;
    var span = String.join(" ", List.of(words).subList(0, words.length - 1));
    return Optional.of(new Entry(span, days.get(), begin, over, new BigInteger(words[words.length - 1])));
  }

  /** Minutes after midnight, -1 if it is no time from 00:00 to 24:00. */
  private static int minute(String text) {
    var hour = Integer.parseInt(text.substring(0, 2));
    var minute = Integer.parseInt(text.substring(3));
    return minute > 59 || hour > 24 || hour == 24 && minute > 0 ? -1 : hour * 60 + minute;
  }

  private static Optional<Set<DayOfWeek>> days(String text) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var part : text.split(",", -1)) {
      var ends = part.split("-", -1);
      var first = DAYS.indexOf(ends[0]);
      var last = DAYS.indexOf(ends[ends.length - 1]);
      if (ends.length > 2 || first < 0 || last < 0) {
        return Optional.empty();
      }
      for (var day = DayOfWeek.of(first + 1); day != DayOfWeek.of(last + 1); day = day.plus(1)) {
        days.add(day);
      }
      days.add(DayOfWeek.of(last + 1));
    }
    return Optional.of(days);
  }

  /** The rate at a time on the clock of the device's zone. */
  BigInteger rateAt(LocalDateTime local) {
    return entries.stream().filter(entry -> entry.holds(local)).findFirst().map(Entry::rate).orElse(base);
  }

  /** The base rate and those of the entries. */
  Stream<BigInteger> rates() {
    return Stream.concat(Stream.of(base), entries.stream().map(Entry::rate));
  }

  OracleTariff map(UnaryOperator<BigInteger> change) {
    var changed =
        entries.stream()
            .map(entry -> new Entry(entry.span, entry.days, entry.begin, entry.end, change.apply(entry.rate)))
            .toList();
    return new OracleTariff(change.apply(base), changed);
  }

  /** A text that {@link #find} reads as this tariff. */
  String text() {
    return Stream.concat(Stream.of(base.toString()), entries.stream().map(entry -> entry.span + " " + entry.rate))
        .collect(Collectors.joining("; "));
  }
}
