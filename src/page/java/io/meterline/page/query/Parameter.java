package io.meterline.page.query;

import io.meterline.page.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;

/** What a chart is asked with. In SQL it is its name after a dollar sign. */
public enum Parameter {
  /** The id of a device. */
  DEVICE,
  /** The first date, inclusive. */
  FROM,
  /** The last date, exclusive. */
  TO,
  /** A part of the id of devices; empty for all. */
  LIKE,
  /** What rows are sorted by. */
  ORDER,
  /** A reason for which events are rejected. */
  REASON;

  private static final int LONGEST = 1000;
  private static final Set<String> ORDERS = Set.of("energy", "cost", "alerts", "name");

  /** Its name in requests. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Checks a value.
   *
   * @throws Refusal if it has a fault
   */
  String checked(String value) {
    if (value.length() > LONGEST) {
      throw Refusal.invalid(word() + " is too long");
    }
    return switch (this) {
      case DEVICE, LIKE, REASON -> value;
      case ORDER -> ORDERS.contains(value) ? value : invalid(value);
      case FROM, TO -> date(value);
    };
  }

  private String date(String value) {
    try {
      return LocalDate.parse(value).toString();
    } catch (DateTimeException e) {
      return invalid(value);
    }
  }

  private String invalid(String value) {
    throw Refusal.invalid(word() + " '" + value + "' is not " + (this == ORDER ? "one of " + ORDERS.stream().sorted().toList() : "a date such as 2026-03-01"));
  }
}
