package io.meterline.model.settings;

import java.util.ArrayList;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of tariffs: a base rate, then entries {@code [DAYS ]HH:MM-HH:MM RATE}, separated by semicolons. {@code DAYS} is a list of days
 * and ranges of days, such as {@code Mo-Fr,Su}; a range may go over the end of the week. A span ends at {@code 24:00} at the latest, and
 * goes over midnight if it ends before it begins.
 */
final class TariffText {
  private static final String SEPARATOR = ";";
  private static final Pattern ENTRY =
      Pattern.compile("(?:([A-Za-z,-]+) +)?([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2}) +([^ ]+)");

  private TariffText() {}

  /**
   * Parses a text.
   *
   * @param rate parses a rate; what it throws is thrown
   * @throws IllegalArgumentException if an entry is not one, or if there are more than {@link Tariff#MAX_RATES}; the message says
   *     which and why
   */
  static Tariff parse(String text, ToLongFunction<String> rate) {
    if (!text.contains(SEPARATOR)) {
      return Tariff.flat(rate.applyAsLong(text));
    }
    var parts = text.split(SEPARATOR, -1);
    if (parts.length - 1 > Tariff.MAX_RATES) {
      throw new IllegalArgumentException(
          "the tariff has " + (parts.length - 1) + " entries, must be at most " + Tariff.MAX_RATES);
    }
    var base = rate.applyAsLong(parts[0]);
    var rates = new ArrayList<Tariff.Rate>();
    for (var i = 1; i < parts.length; i++) {
      rates.add(entry(parts[i].strip(), rate));
    }
    return new Tariff(base, rates);
  }

  private static Tariff.Rate entry(String text, ToLongFunction<String> rate) {
    var entry = ENTRY.matcher(text);
    if (!entry.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not '[DAYS ]HH:MM-HH:MM RATE', such as 'Mo-Fr 16:00-19:00' and a rate");
    }
    return new Tariff.Rate(span(entry, text), rate.applyAsLong(entry.group(6)));
  }

  private static WeekSpan span(Matcher entry, String text) {
    var days = entry.group(1) == null ? WeekSpan.EVERY_DAY : days(entry.group(1), text);
    var from = minutes(entry.group(2), entry.group(3), text);
    var end = minutes(entry.group(4), entry.group(5), text);
    // Midnight is the end of the day here, whichever way it is written.
    var until = end == 0 ? WeekSpan.DAY_MINUTES : end;
    if (from == WeekSpan.DAY_MINUTES || from == end) {
      throw new IllegalArgumentException("'" + text + "' holds no time; the whole day is 00:00-24:00");
    }
    return new WeekSpan(days, from, until);
  }

  private static int minutes(String hours, String minutes, String text) {
    var ofDay = Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
    if (Integer.parseInt(minutes) > 59 || ofDay > WeekSpan.DAY_MINUTES) {
      throw new IllegalArgumentException("'" + text + "' has the time " + hours + ":" + minutes + ", must be 00:00 to 24:00");
    }
    return ofDay;
  }

  private static int days(String list, String text) {
    var days = 0;
    for (var part : list.split(",", -1)) {
      var dash = part.indexOf('-');
      var first = day(dash < 0 ? part : part.substring(0, dash), text);
      var last = dash < 0 ? first : day(part.substring(dash + 1), text);
      days |= 1 << last;
      for (var day = first; day != last; day = (day + 1) % WeekSpan.DAYS.size()) {
        days |= 1 << day;
      }
    }
    return days;
  }

  private static int day(String name, String text) {
    var day = WeekSpan.DAYS.indexOf(name);
    if (day < 0) {
      throw new IllegalArgumentException("'" + text + "' has the day '" + name + "', must be one of " + String.join(", ", WeekSpan.DAYS));
    }
    return day;
  }
}
