package io.meterline.model.time;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Which rows a run writes, [from, to) in dates. What rows are computed from is never limited.
 *
 * @param from the first date written
 * @param to the first date not written any more, not before {@code from}
 */
public record DateRange(LocalDate from, LocalDate to) implements Serializable {
  /** Every date. */
  public static final DateRange ALL = new DateRange(LocalDate.MIN, LocalDate.MAX);

  public DateRange {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from " + from + " is after to " + to);
    }
  }

  /** Whether rows of the local date are written. */
  public boolean contains(LocalDate date) {
    return !date.isBefore(from) && date.isBefore(to);
  }

  /** Whether rows of the instant are written: its dates begin at midnight UTC for it. */
  public boolean contains(Instant instant) {
    return contains(instant.atOffset(ZoneOffset.UTC).toLocalDate());
  }
}
