package io.meterline.connect.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses ISO-8601 times. A space may stand for the {@code T}, and an offset may be written {@code +01:00}, {@code +0100} or {@code +01};
 * 24:00 is the start of the next day; a zone in brackets after the offset is not looked at. Caches the last instant, as files of many devices are often sorted by time.
 */
public final class CsvTimes {
  private static final Pattern ISO =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:[Tt ]+(\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?)(?: ?(Z|z|[+-]\\d\\d(?::?\\d\\d)?)(?:\\[[^\\]]+])?)?)?");

  private static final Pattern SECONDS = Pattern.compile("\\d{9,10}(\\.\\d+)?");
  private static final Pattern MILLIS = Pattern.compile("\\d{12,13}");
  private static final Pattern OTHER_DATE = Pattern.compile("\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}([ T,].*)?");
  private static final Pattern END_OF_DAY = Pattern.compile("24:00(:00([.,]0+)?)?");
  /** What is wrong with a time without an offset, and what to do. */
  public static final String NO_OFFSET = "a time without an offset from UTC such as Z; for local times, say --zone";

  private static final Optional<ZoneOffset> UTC = Optional.of(ZoneOffset.UTC);
  private static final String PLAIN = "0000-00-00T00:00:00";
  private static final int LENGTH_OF_DATE = 10;

  private String lastText = Instant.EPOCH.toString();
  private Instant last = Instant.EPOCH;

  /**
   * A date and time.
   *
   * @param local the date and time of day
   * @param offset its offset from UTC; empty if not said
   */
  public record Written(LocalDateTime local, Optional<ZoneOffset> offset) {}

  /**
   * Parses a date, time and offset from UTC.
   *
   * @throws DateTimeException if the text is not such a time
   */
  public Instant parse(String text) {
    if (!text.equals(lastText)) {
      last = isPlain(text) || !hasOffset(text) ? ofWritten(text) : withOffset(text);
      lastText = text;
    }
    return last;
  }

  /** Whether it ends with what may be an offset from UTC. */
  public static boolean hasOffset(String text) {
    var end = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    return end == 'Z' || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > LENGTH_OF_DATE;
  }

  private static Instant withOffset(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return ofWritten(text);
    }
  }

  private static Instant ofWritten(String text) {
    var time = written(text);
    return time.local().toInstant(time.offset().orElseThrow(() -> new DateTimeException("no offset")));
  }

  /**
   * Parses a date, time and offset from UTC, each but the date optional.
   *
   * @throws DateTimeException if the text is not such a time
   */
  public static Written written(String text) {
    if (isPlain(text)) {
      return plain(text);
    }
    var parts = ISO.matcher(text);
    if (!parts.matches()) {
      throw new DateTimeException("not a time");
    }
    var date = LocalDate.parse(parts.group(1));
    return new Written(local(date, parts), Optional.ofNullable(parts.group(3)).map(CsvTimes::offset));
  }

  /** Whether it has the shape of almost all times, which is parsed without a parser. */
  private static boolean isPlain(String text) {
    var hasOffset = text.endsWith("Z");
    if (text.length() - (hasOffset ? 1 : 0) != PLAIN.length()) {
      return false;
    }
    for (var i = 0; i < PLAIN.length(); i++) {
      var character = text.charAt(i);
      var isAsExpected =
          switch (PLAIN.charAt(i)) {
            case '0' -> character >= '0' && character <= '9';
            case 'T' -> character == 'T' || character == ' ';
            default -> character == PLAIN.charAt(i);
          };
      if (!isAsExpected) {
        return false;
      }
    }
    return !text.startsWith("24", LENGTH_OF_DATE + 1);
  }

  private static Written plain(String text) {
    var date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    var time = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
    return new Written(date.atTime(time), text.endsWith("Z") ? UTC : Optional.empty());
  }

  private static int number(String text, int from, int to) {
    var number = 0;
    for (var i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static LocalDateTime local(LocalDate date, Matcher parts) {
    var time = Optional.ofNullable(parts.group(2));
    if (time.isPresent() && END_OF_DAY.matcher(time.get()).matches()) {
      return date.plusDays(1).atStartOfDay();
    }
    return date.atTime(time.map(text -> LocalTime.parse(text.replace(',', '.'))).orElse(LocalTime.MIDNIGHT));
  }

  private static ZoneOffset offset(String text) {
    return ZoneOffset.of(text.equals("z") ? "Z" : text);
  }

  /** Why a text is not a time with an offset, for a message. */
  public static String fault(String text) {
    if (isLocal(text) && text.length() > LENGTH_OF_DATE) {
      return "a time without an offset from UTC such as Z";
    }
    return !isLocal(text) && ISO.matcher(text).matches() ? "a date or time of day that does not exist" : "not a time such as 2013-01-01T00:00:00Z";
  }

  /** As {@link #fault}, and what to do for a file of readings. */
  public static String problem(String text) {
    if (SECONDS.matcher(text).matches()) {
      return fault(text) + "; for seconds since 1970, say --time-format=epoch-seconds";
    }
    if (MILLIS.matcher(text).matches()) {
      return fault(text) + "; for milliseconds since 1970, say --time-format=epoch-millis";
    }
    if (isLocal(text)) {
      return text.length() > LENGTH_OF_DATE ? NO_OFFSET : fault(text);
    }
    var isOther = !ISO.matcher(text).matches() && OTHER_DATE.matcher(text).matches();
    return fault(text) + (isOther ? "; if it is written in another way, say --time-format" : "");
  }

  private static boolean isLocal(String text) {
    try {
      return written(text).offset().isEmpty();
    } catch (DateTimeException e) {
      return false;
    }
  }
}
