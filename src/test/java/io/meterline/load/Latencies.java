package io.meterline.load;

import java.util.List;

/**
 * Latencies of probes, in the order in which they were sent.
 *
 * @param millis one per probe; a probe that was not seen by the end counts until then
 */
record Latencies(List<Long> millis) {
  private static final int A_MINUTE = 60;

  /** The nearest-rank percentile. */
  long percentile(int percent) {
    var sorted = millis.stream().sorted().toList();
    return sorted.get((sorted.size() * percent + 99) / 100 - 1);
  }

  /** Those of the last minute, as a probe is sent every second. */
  Latencies lastMinute() {
    return new Latencies(millis.subList(Math.max(0, millis.size() - A_MINUTE), millis.size()));
  }
}
