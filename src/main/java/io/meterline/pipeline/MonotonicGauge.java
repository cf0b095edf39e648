package io.meterline.pipeline;

import org.apache.beam.sdk.metrics.Gauge;

/** The highest event time reached at an instance of a step, reported by a gauge that never decreases. */
public final class MonotonicGauge {
  private final Gauge gauge;
  private long reached = Long.MIN_VALUE;

  /** A gauge without a value yet. */
  public MonotonicGauge(Gauge gauge) {
    this.gauge = gauge;
  }

  /**
   * Raises the gauge to a time, if that is later than its value.
   *
   * @param time epoch milliseconds UTC
   */
  public void advanceTo(long time) {
    if (time > reached) {
      reached = time;
      gauge.set(time);
    }
  }
}
