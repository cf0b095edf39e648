package io.meterline.app.flink;

import java.util.Map;

/** The metrics of a run on embedded Flink. */
public interface FlinkMetricsMXBean {
  /** Sums of counters over all running and finished tasks, and the maximum of each gauge, by name. */
  Map<String, Long> getValues();
}
