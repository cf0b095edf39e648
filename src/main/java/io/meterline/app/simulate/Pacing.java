package io.meterline.app.simulate;

import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/** Limits the rate at which a thread does something. */
final class Pacing {
  private static final double SECOND = 1e9;

  /** In nanoseconds. Shorter sleeps are not worth it: the thread does several things at once after a longer one. */
  private static final long SHORTEST_REST = 2_000_000;

  private final OptionalLong perSecond;
  private final long began = System.nanoTime();
  private long done;

  /**
   * A limit that starts now.
   *
   * @param perSecond the maximum per second, at least 1; unlimited if empty
   */
  Pacing(OptionalLong perSecond) {
    this.perSecond = perSecond;
  }

  /** Waits until the next one is allowed. */
  void next() {
    done++;
    if (perSecond.isPresent()) {
      var due = began + (long) (done / (double) perSecond.getAsLong() * SECOND);
      var rest = due - System.nanoTime();
      if (rest > SHORTEST_REST) {
        LockSupport.parkNanos(rest);
      }
    }
  }
}
