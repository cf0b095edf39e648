package io.meterline.model.time;

import java.io.Serializable;
import java.time.Duration;

/**
 * Fixed event-time windows, aligned to 1970-01-01T00:00:00Z. Readings of a window travel together. The length of a window never
 * changes a result.
 *
 * @param millis the length of a window, at least 1
 */
public record Windows(long millis) implements Serializable {
  public Windows {
    if (millis < 1) {
      throw new IllegalArgumentException("a window must be at least a millisecond long, not " + millis);
    }
  }

  /** Windows of the given length, at least a millisecond. */
  public static Windows of(Duration length) {
    return new Windows(length.toMillis());
  }

  /** Start of the window that holds {@code at}, inclusive; both in epoch milliseconds UTC. */
  public long startOf(long at) {
    return at - Math.floorMod(at, millis);
  }

  /** The last millisecond of the window that holds {@code at}; both in epoch milliseconds UTC. */
  public long lastOf(long at) {
    return endOf(at) - 1;
  }

  /** End of the window that holds {@code at}, exclusive; both in epoch milliseconds UTC. */
  public long endOf(long at) {
    return startOf(at) + millis;
  }
}
