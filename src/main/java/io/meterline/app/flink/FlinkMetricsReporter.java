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

/** Collects our own metrics from the tasks of embedded Flink, and exposes them as an MXBean. */
final class FlinkMetricsReporter implements MetricReporter, FlinkMetricsMXBean {
  /** The setting that names the run. */
  static final String RUN = "run";

  private static final String PREFIX = Counters.NAMESPACE + ".";

  private final Map<Metric, String> metrics = new ConcurrentHashMap<>();
  private final Map<String, Long> counted = new ConcurrentHashMap<>();

  /** The name of the MXBean of a run. */
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

  /** The MXBean stays registered, so that the last values can be read after the run. */
  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    if (name.startsWith(PREFIX)) {
      metrics.put(metric, name.substring(PREFIX.length()));
    }
  }

  /** The counters of a finished task still count. */
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
