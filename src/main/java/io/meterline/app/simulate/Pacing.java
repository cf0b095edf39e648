package io.meterline.app.simulate;

import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/** Holds a thread back so that it does something no more often than so many times a second. */
final class Pacing {
  private static final double SECOND = 1e9;

  /** Shorter rests are not worth it: the thread takes the next few at once after a longer one. */
  private static final long SHORTEST_REST = 2_000_000;

  private final OptionalLong perSecond;
  private final long began = System.nanoTime();
  private long done;

  /**
   * A pace that begins now.
   *
   * @param perSecond how many a second, at least 1; any number if that is empty
   */
  Pacing(OptionalLong perSecond) {
    this.perSecond = perSecond;
  }

  /** Waits until it is time for the next one. */
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
