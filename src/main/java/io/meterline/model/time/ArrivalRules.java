package io.meterline.model.time;

import java.time.Duration;

/**
 * How readings arrive: epoch by epoch, in time or late.
 *
 * @param epochs the epochs in which they arrive
 * @param history how long before an epoch readings may start that arrive in it; zero where none comes late
 */
public record ArrivalRules(Epochs epochs, Duration history) {
  /** Whether every reading arrives in the epoch in which it starts, so that none corrects what was written before. */
  public boolean areInTime() {
    return history.isZero();
  }

  /**
   * The end of the last epoch in which a reading may arrive.
   *
   * @param at when it starts; both in epoch milliseconds UTC
   */
  public long lastEndFor(long at) {
    return epochs.endOf(at + history.toMillis());
  }

  /**
   * When the earliest reading may start that is still to arrive.
   *
   * @param time all that arrives before it, the end of an epoch, is in; both in epoch milliseconds UTC
   */
  public long earliestAfter(long time) {
    return time - history.toMillis();
  }
}
