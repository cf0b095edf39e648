package io.meterline.page.query;

import io.meterline.page.Refusal;
import io.meterline.page.Times;
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
      case ORDER -> order(value);
      case FROM, TO -> Times.date(word(), value).toString();
    };
  }

  private static String order(String value) {
    if (!ORDERS.contains(value)) {
      throw Refusal.invalid("order '" + value + "' is not one of " + ORDERS.stream().sorted().toList());
    }
    return value;
  }
}
