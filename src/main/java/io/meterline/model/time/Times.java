package io.meterline.model.time;

import java.time.Instant;

/** The range of times that an event may have. */
public final class Times {
  private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private Times() {}

  /** Whether epoch milliseconds are within the years 0001 to 9999 UTC, which every format and runner supports. */
  public static boolean isSupported(long epochMillis) {
    return epochMillis >= FIRST && epochMillis <= LAST;
  }
}
