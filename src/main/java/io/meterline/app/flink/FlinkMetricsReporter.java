package io.meterline.app.flink;

import io.meterline.pipeline.Counters;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/** Keeps the program's own metrics of the tasks that Flink runs in this virtual machine, and tells them as a bean. */
final class FlinkMetricsReporter implements MetricReporter, FlinkMetricsMXBean {
  /** The setting that names the run. */
  static final String RUN = "run";

  private static final String PREFIX = Counters.NAMESPACE + ".";

  private final Map<Metric, String> metrics = new ConcurrentHashMap<>();
  private final Map<String, Long> counted = new ConcurrentHashMap<>();

  /** The name of the bean of a run. */
  static ObjectName nameOf(String run) {
    try {
      return new ObjectName("io.meterline:type=Run,run=" + run);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(run, e);
    }
  }

  @Override
  public void open(MetricConfig config) {
    try {
      ManagementFactory.getPlatformMBeanServer().registerMBean(this, nameOf(config.getString(RUN, "")));
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bean stays for who made the run, and wants to know its last values. */
  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (name.startsWith(PREFIX)) {
      metrics.put(metric, name.substring(PREFIX.length()));
    }
  }

  /** A task has ended. What it counted still counts. */
  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    if (metrics.remove(metric) != null && metric instanceof Counter counter) {
      counted.merge(name.substring(PREFIX.length()), counter.getCount(), Long::sum);
    }
  }

  @Override
  public Map<String, Long> getValues() {
    var values = new HashMap<>(counted);
    metrics.forEach(
        (metric, name) -> {
          if (metric instanceof Counter counter) {
            values.merge(name, counter.getCount(), Long::sum);
          } else if (metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Long value) {
            values.merge(name, value, Math::max);
          }
        });
    return values;
  }
}
