package io.meterline.app.flink;

import io.meterline.model.MeterlineException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.ObjectName;

/**
 * The metrics of a run on embedded Flink. Beam's Flink runner reports them only at the end, so Flink is configured with a
 * reporter that exposes them as an MXBean of this JVM.
 */
public final class FlinkMetrics implements AutoCloseable {
  private static final String REPORTER = "meterline";
  private static final String NAMED_REPORTERS = "metrics.reporters:";

  private final ObjectName name;
  private Map<String, Long> last = Map.of();

  private FlinkMetrics(ObjectName name) {
    this.name = name;
  }

  /**
   * Makes embedded Flink report its metrics.
   *
   * @param configuration the folder of its configuration, to which the reporter is added
   * @throws MeterlineException if it cannot be read or written
   */
  public static FlinkMetrics reportedBy(Path configuration) {
    var run = UUID.randomUUID().toString();
    var lines = new ArrayList<>(FlinkSettings.lines(Optional.of(configuration)));
    lines.addAll(settings(run, lines));
    FlinkSettings.write(configuration, lines);
    return new FlinkMetrics(FlinkMetricsReporter.nameOf(run));
  }

  private static List<String> settings(String run, List<String> given) {
    var prefix = "metrics.reporter." + REPORTER + ".";
    var added =
        new ArrayList<>(
            List.of(
                prefix + "factory.class: " + FlinkMetricsFactory.class.getName(),
                prefix + FlinkMetricsReporter.RUN + ": " + run));
    // If this setting exists, Flink starts only the reporters named in it.
    given.stream()
        .filter(line -> line.startsWith(NAMED_REPORTERS) && !line.substring(NAMED_REPORTERS.length()).isBlank())
        .reduce((earlier, later) -> later)
        .ifPresent(line -> added.add(line + "," + REPORTER));
    return added;
  }

  /** Sums of counters over all tasks, and maxima of gauges, by name; empty before the first is reported. */
  public synchronized Map<String, Long> values() {
    var server = ManagementFactory.getPlatformMBeanServer();
    if (server.isRegistered(name)) {
      try {
        last = JMX.newMXBeanProxy(server, name, FlinkMetricsMXBean.class).getValues();
      } catch (UndeclaredThrowableException e) {
        // It was just unregistered: the last values are still valid.
      }
    }
    return last;
  }

  @Override
  public void close() {
    var server = ManagementFactory.getPlatformMBeanServer();
    try {
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
    } catch (JMException e) {
      throw new IllegalStateException("the MXBean of the metrics was unregistered concurrently", e);
    }
  }
}
