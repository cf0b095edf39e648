package io.meterline.page;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Dates and times that a request names, of the years 1 to 9998: the database writes later years in another way, and the day after is needed too. */
public final class Times {
  private static final int LAST_YEAR = 9998;
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private Times() {}

  /**
   * A date.
   *
   * @param name the parameter that it is the value of
   * @throws Refusal if the text is none
   */
  public static LocalDate date(String name, String text) {
    try {
      var date = LocalDate.parse(text);
      if (date.getYear() >= 1 && date.getYear() <= LAST_YEAR) {
        return date;
      }
    } catch (DateTimeException e) {
      // It is refused below.
    }
    throw Refusal.invalid(name + " '" + text + "' is not a date such as 2026-03-01");
  }

  /**
   * A time.
   *
   * @param name the parameter that it is the value of
   * @throws Refusal if the text is none
   */
  public static Instant instant(String name, String text) {
    try {
      var instant = Instant.parse(text);
      if (!instant.isBefore(FIRST) && instant.isBefore(END)) {
        return instant;
      }
    } catch (DateTimeException e) {
      // It is refused below.
    }
    throw Refusal.invalid(name + " '" + text + "' is neither a date such as 2026-03-01 nor a time such as 2026-03-01T10:00:00Z");
  }
}
