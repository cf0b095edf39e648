package io.meterline.app.flink;

import java.util.Map;

/** The metrics of a run on a Flink within this virtual machine, as a bean that others in it can read. */
public interface FlinkMetricsMXBean {
  /** Counters, added up over all tasks that there are or were, and the highest value of each gauge, by their names. */
  Map<String, Long> getValues();
}
