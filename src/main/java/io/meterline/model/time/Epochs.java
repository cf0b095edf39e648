package io.meterline.model.time;

import java.io.Serializable;
import java.time.Duration;

/**
 * Event time cut into equal spans, aligned to 1970-01-01T00:00:00Z. An epoch is how far readings travel together; its
 * length never changes a result.
 *
 * @param millis the length of an epoch, at least 1
 */
public record Epochs(long millis) implements Serializable {
  public Epochs {
    if (millis < 1) {
      throw new IllegalArgumentException("an epoch must be at least a millisecond long, not " + millis);
    }
  }

  /** Epochs of the given length, at least a millisecond. */
  public static Epochs of(Duration length) {
    return new Epochs(length.toMillis());
  }

  /** Start of the epoch that holds {@code at}, inclusive; both in epoch milliseconds UTC. */
  public long startOf(long at) {
    return at - Math.floorMod(at, millis);
  }

  /** The last millisecond of the epoch that holds {@code at}; both in epoch milliseconds UTC. */
  public long lastOf(long at) {
    return endOf(at) - 1;
  }

  /** End of the epoch that holds {@code at}, exclusive; both in epoch milliseconds UTC. */
  public long endOf(long at) {
    return startOf(at) + millis;
  }
}
