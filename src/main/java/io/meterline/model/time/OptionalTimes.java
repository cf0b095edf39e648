package io.meterline.model.time;

import java.util.OptionalLong;

/** Operations on optional times, in epoch milliseconds UTC. */
public final class OptionalTimes {
  private OptionalTimes() {}

  /** The earlier of two times, empty if both are missing. */
  public static OptionalLong earlier(OptionalLong a, OptionalLong b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isPresent() ? a : b;
    }
    return a.getAsLong() <= b.getAsLong() ? a : b;
  }

  /** Whether the time is present, and at or before {@code limit}. */
  public static boolean isBy(OptionalLong time, long limit) {
    return time.isPresent() && time.getAsLong() <= limit;
  }
}
