package io.meterline.connect.kafka.log;

import java.time.Duration;

/** Limits how often something is done, by the clock. No result depends on it. */
final class Throttle {
  private final long interval;
  private long last;

  /** Due at once, and again after each interval. */
  Throttle(Duration interval) {
    this.interval = interval.toNanos();
    this.last = System.nanoTime() - this.interval;
  }

  /** Whether it is due. If so, the next interval starts now. */
  boolean isDue() {
    var now = System.nanoTime();
    if (now - last < interval) {
      return false;
    }
    last = now;
    return true;
  }
}
