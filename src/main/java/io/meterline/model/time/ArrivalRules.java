package io.meterline.model.time;

import java.time.Duration;

/**
 * How readings arrive: in which windows, and how late.
 *
 * @param windows the windows in which they arrive
 * @param history how long before a window its late readings may start; zero if none are late
 */
public record ArrivalRules(Windows windows, Duration history) {
  /** Whether every reading arrives in the window in which it starts, so that none corrects earlier results. */
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
   * When what is kept for late readings can be dropped: the end of a window, at most an eighth of {@link #history} and a window after
   * {@link #lastEndFor}. All that starts within the same eighth shares it, so the timer for it changes seldom, and little is kept for
   * longer than it must be.
   *
   * @param at when the last of what is kept starts; both in epoch milliseconds UTC
   */
  public long expiryOf(long at) {
    var eighths = new Windows(Math.max(1, history.toMillis() / 8));
    return windows.endOf(eighths.lastOf(at + history.toMillis()));
  }

  /**
   * The earliest start of a reading still to arrive.
   *
   * @param time the end of a window; all readings that arrive before it have been read; both in epoch milliseconds UTC
   */
  public long earliestAfter(long time) {
    return time - history.toMillis();
  }
}
