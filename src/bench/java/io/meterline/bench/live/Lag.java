package io.meterline.bench.live;

import java.util.ArrayList;
import java.util.List;

/** How many readings of probes no row has yet, second by second. */
final class Lag {
  /** Rows come in windows of a second, so that a lag this much longer may be none. */
  private static final double SAME_SECONDS = 0.5;

  private final double perSecond;
  private final List<Long> behind = new ArrayList<>();

  /**
   * @param perSecond how many readings of probes are logged a second
   */
  Lag(double perSecond) {
    this.perSecond = perSecond;
  }

  void add(long readings) {
    behind.add(readings);
  }

  /** Whether the last quarter of the time was no further behind than the one after the first. */
  boolean isSteady() {
    var quarter = Math.max(1, behind.size() / 4);
    return mean(behind.size() - quarter, behind.size()) - mean(quarter, 2 * quarter) <= SAME_SECONDS;
  }

  /** How far behind it was in the last quarter, seconds. */
  double seconds() {
    return mean(behind.size() - Math.max(1, behind.size() / 4), behind.size());
  }

  private double mean(int from, int to) {
    return behind.subList(from, to).stream().mapToLong(Long::longValue).average().orElse(0) / perSecond;
  }
}
