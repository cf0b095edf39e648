package io.meterline.connect.kafka;

import java.time.Duration;

/** Says when it is time to do something again that is not to be done all the time. It decides no result. */
public final class Pace {
  private final long between;
  private long last;

  /** Something that is due at once, and again after the given time. */
  public Pace(Duration between) {
    this.between = between.toNanos();
    this.last = System.nanoTime() - this.between;
  }

  /** Whether it is time, and if so, counts from now. */
  public boolean isDue() {
    var now = System.nanoTime();
    if (now - last < between) {
      return false;
    }
    last = now;
    return true;
  }
}
