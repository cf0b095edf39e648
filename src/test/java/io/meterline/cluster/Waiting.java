package io.meterline.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions. */
public final class Waiting {
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private Waiting() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @param what describes what was waited for, if it does not happen
   */
  public static void until(Duration atMost, BooleanSupplier condition, Supplier<String> what) {
    var deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + atMost + ": " + what.get());
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
