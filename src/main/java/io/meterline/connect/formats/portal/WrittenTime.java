package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.LocalTimes;
import io.meterline.connect.csv.BadRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as files write it: {@code 2024-03-31T03:30:00+02:00}, {@code 31/03/2024 03:30}, {@code 31.03.2024}, with or without seconds and
 * an offset. {@code 24:00} is the midnight at the end of the day.
 *
 * @param local what the clock shows
 * @param offset its offset from UTC, if the text has one
 */
record WrittenTime(LocalDateTime local, Optional<ZoneOffset> offset) {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})|(\\d{1,2})([-/.])(\\d{1,2})\\6(\\d{4}))"
              + "(?:(?:[T ]|\\s+)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?)?\\s*(Z|UTC|[+-]\\d{2}(?::?\\d{2})?)?");

  private static final int END_OF_DAY = 24;
  private static final int NANO_DIGITS = 9;

  // Where parts of a time with all digits end, such as 2024-03-31T03:30:00.
  private static final int MINUTE_END = 16;
  private static final int SECOND_END = 19;

  /** The order of day and month in dates that end with the year. */
  enum DateOrder {
    DAY_FIRST,
    MONTH_FIRST
  }

  /**
   * The time that a text says; a date alone is its midnight.
   *
   * @param what the name of the column, for the message
   * @throws BadRow if it is none
   */
  static WrittenTime of(String what, String text, DateOrder order) throws BadRow {
    try {
      var usual = usual(text, order);
      if (usual.isPresent()) {
        return usual.get();
      }
      var match = TEXT.matcher(text);
      if (match.matches()) {
        return new WrittenTime(local(match, order), Optional.ofNullable(match.group(13)).map(WrittenTime::offset));
      }
    } catch (DateTimeException e) {
      // Said below, with the text.
    }
    throw new BadRow(what + " is '" + text + "', not a time such as 2024-03-31T03:30:00+02:00 or 31/03/2024 03:30");
  }

  /** As {@link #of(String, String, DateOrder)}, with the day before the month. */
  static WrittenTime of(String what, String text) throws BadRow {
    return of(what, text, DateOrder.DAY_FIRST);
  }

  /**
   * A time in the forms that most files use, with all digits: the same as the pattern says, several times faster. Empty if the text has
   * another form.
   */
  private static Optional<WrittenTime> usual(String text, DateOrder order) {
    var length = text.length();
    if (length < MINUTE_END || text.charAt(10) != 'T' && text.charAt(10) != ' ' || text.charAt(13) != ':') {
      return Optional.empty();
    }
    var isYearFirst = text.charAt(4) == text.charAt(7) && isSeparator(text.charAt(4));
    if (!isYearFirst && !(text.charAt(2) == text.charAt(5) && isSeparator(text.charAt(2)))) {
      return Optional.empty();
    }
    var isDayFirst = order == DateOrder.DAY_FIRST;
    var year = isYearFirst ? digits(text, 0, 4) : digits(text, 6, 10);
    var month = isYearFirst ? digits(text, 5, 7) : isDayFirst ? digits(text, 3, 5) : digits(text, 0, 2);
    var day = isYearFirst ? digits(text, 8, 10) : isDayFirst ? digits(text, 0, 2) : digits(text, 3, 5);
    var hasSecond = length >= SECOND_END && text.charAt(MINUTE_END) == ':';
    var hour = digits(text, 11, 13);
    var minute = digits(text, 14, MINUTE_END);
    var second = hasSecond ? digits(text, MINUTE_END + 1, SECOND_END) : 0;
    if (year < 0 || month < 0 || day < 0 || hour < 0 || hour == END_OF_DAY || minute < 0 || second < 0) {
      return Optional.empty();
    }
    var rest = hasSecond ? SECOND_END : MINUTE_END;
    if (rest == length) {
      return Optional.of(new WrittenTime(LocalDateTime.of(year, month, day, hour, minute, second), Optional.empty()));
    }
    return offset(text, rest).map(offset -> new WrittenTime(LocalDateTime.of(year, month, day, hour, minute, second), Optional.of(offset)));
  }

  /** The offset {@code Z} or {@code +01:00} at the end of a text; empty if it has another form. */
  private static Optional<ZoneOffset> offset(String text, int from) {
    var sign = text.charAt(from);
    if (sign == 'Z' && from + 1 == text.length()) {
      return Optional.of(ZoneOffset.UTC);
    }
    if (sign != '+' && sign != '-' || from + 6 != text.length() || text.charAt(from + 3) != ':') {
      return Optional.empty();
    }
    var hours = digits(text, from + 1, from + 3);
    var minutes = digits(text, from + 4, from + 6);
    if (hours < 0 || minutes < 0) {
      return Optional.empty();
    }
    return Optional.of(sign == '+' ? ZoneOffset.ofHoursMinutes(hours, minutes) : ZoneOffset.ofHoursMinutes(-hours, -minutes));
  }

  private static boolean isSeparator(char c) {
    return c == '-' || c == '/' || c == '.';
  }

  /** The number in a part of a text; -1 if it has other than digits. */
  private static int digits(String text, int from, int to) {
    var number = 0;
    for (var i = from; i < to; i++) {
      var digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static LocalDateTime local(Matcher match, DateOrder order) {
    var date = date(match, order);
    if (match.group(9) == null) {
      return date.atStartOfDay();
    }
    var hour = number(match, 9);
    var second = match.group(11) == null ? 0 : number(match, 11);
    var nano = match.group(12) == null ? 0 : Integer.parseInt((match.group(12) + "000000000").substring(0, NANO_DIGITS));
    if (hour == END_OF_DAY && number(match, 10) == 0 && second == 0 && nano == 0) {
      return date.plusDays(1).atStartOfDay();
    }
    return date.atTime(LocalTime.of(hour, number(match, 10), second, nano));
  }

  private static LocalDate date(Matcher match, DateOrder order) {
    if (match.group(1) != null) {
      return LocalDate.of(number(match, 1), number(match, 3), number(match, 4));
    }
    return switch (order) {
      case DAY_FIRST -> LocalDate.of(number(match, 8), number(match, 7), number(match, 5));
      case MONTH_FIRST -> LocalDate.of(number(match, 8), number(match, 5), number(match, 7));
    };
  }

  private static int number(Matcher match, int group) {
    return Integer.parseInt(match.group(group));
  }

  private static ZoneOffset offset(String text) {
    return text.equals("Z") || text.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(text);
  }

  /**
   * The instant: by its offset if it has one, else by the rows of its series.
   *
   * @param series the name of the series, see {@link LocalTimes#instant}
   */
  Instant instant(LocalTimes times, String series) throws BadRow {
    return offset.isPresent() ? local.toInstant(offset.get()) : times.instant(series, local);
  }
}
