package io.meterline.pipeline;

import org.apache.beam.sdk.metrics.Gauge;

/** How far event time has come at an instance of a step, told by a gauge that never goes back. */
public final class MonotonicGauge {
  private final Gauge gauge;
  private long reached = Long.MIN_VALUE;

  /** Nothing yet. */
  public MonotonicGauge(Gauge gauge) {
    this.gauge = gauge;
  }

  /**
   * Something has come as far as that.
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
