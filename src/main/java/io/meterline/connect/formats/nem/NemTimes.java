package io.meterline.connect.formats.nem;

import io.meterline.connect.csv.BadRow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * The dates and times of NEM12 and NEM13. They are in the time of the National Electricity Market, UTC+10 without daylight saving
 * (MDFF, "Date and time"), unless the user names another zone.
 */
final class NemTimes {
  private static final ZoneId MARKET = ZoneOffset.ofHours(10);
  private static final DateTimeFormatter DATE = formatter("uuuuMMdd");
  private static final DateTimeFormatter SECONDS = formatter("uuuuMMddHHmmss");
  private static final DateTimeFormatter MINUTES = formatter("uuuuMMddHHmm");
  private static final int MINUTES_LENGTH = 12;

  private final ZoneId zone;

  NemTimes(Optional<ZoneId> zone) {
    this.zone = zone.orElse(MARKET);
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
  }

  ZoneId zone() {
    return zone;
  }

  /** A date from 1970 on, such as {@code 20240131}. */
  static LocalDate date(String text) throws BadRow {
    try {
      var date = LocalDate.parse(text, DATE);
      if (date.isBefore(LocalDate.EPOCH)) {
        throw new BadRow("the date is '" + text + "', before 1970");
      }
      return date;
    } catch (DateTimeException e) {
      throw new BadRow("the date is '" + text + "', not one such as 20240131");
    }
  }

  /** A local date and time with seconds or, as some files have it, without. */
  static LocalDateTime time(String text) throws BadRow {
    try {
      return LocalDateTime.parse(text, text.length() == MINUTES_LENGTH ? MINUTES : SECONDS);
    } catch (DateTimeException e) {
      throw new BadRow("the time is '" + text + "', not one such as 20240131235959");
    }
  }

  /** The instant of a local time; the earlier one where it occurs twice. */
  Instant instant(LocalDateTime local) {
    return local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }

  /** The start of a local day, epoch seconds UTC. */
  long start(LocalDate date) {
    return date.atStartOfDay(zone).toEpochSecond();
  }

  /** The length of a local day in seconds. */
  int length(LocalDate date) {
    return Math.toIntExact(start(date.plusDays(1)) - start(date));
  }
}
