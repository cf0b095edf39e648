package io.meterline.model.time;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The dates whose rows a run writes, [from, to). Rows are computed from the whole log regardless.
 *
 * @param from the first date written
 * @param to the first date after the range, not before {@code from}
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

  /** Whether rows of the instant are written. The dates of the range start at midnight UTC here. */
  public boolean contains(Instant instant) {
    return contains(instant.atOffset(ZoneOffset.UTC).toLocalDate());
  }
}
