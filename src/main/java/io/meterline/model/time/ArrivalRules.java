package io.meterline.model.time;

import java.time.Duration;

/**
 * How readings arrive: window by window, in time or late.
 *
 * @param windows the windows in which they arrive
 * @param history how long before a window readings may start that arrive in it; zero where none comes late
 */
public record ArrivalRules(Windows windows, Duration history) {
  /** Whether every reading arrives in the window in which it starts, so that none corrects what was written before. */
  public boolean areInTime() {
    return history.isZero();
  }

  /**
   * The end of the last window in which a reading may arrive.
   *
   * @param at when it starts; both in epoch milliseconds UTC
   */
  public long lastEndFor(long at) {
    return windows.endOf(at + history.toMillis());
  }

  /**
   * When the earliest reading may start that is still to arrive.
   *
   * @param time all that arrives before it, the end of a window, is in; both in epoch milliseconds UTC
   */
  public long earliestAfter(long time) {
    return time - history.toMillis();
  }
}
