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
 * What a run on a Flink within the program has counted so far. Beam's Flink runner tells only at the end, so Flink is configured
 * with a reporter that keeps the metrics as a bean of this virtual machine.
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
   * Has a Flink within the program tell its metrics.
   *
   * @param configuration the folder of its configuration, which is added to
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
    // Where reporters are named, there are none but these.
    given.stream()
        .filter(line -> line.startsWith(NAMED_REPORTERS) && !line.substring(NAMED_REPORTERS.length()).isBlank())
        .reduce((earlier, later) -> later)
        .ifPresent(line -> added.add(line + "," + REPORTER));
    return added;
  }

  /** Counters, added up over all who count, and the highest values of gauges, by name; empty before anything is counted. */
  public synchronized Map<String, Long> values() {
    var server = ManagementFactory.getPlatformMBeanServer();
    if (server.isRegistered(name)) {
      try {
        last = JMX.newMXBeanProxy(server, name, FlinkMetricsMXBean.class).getValues();
      } catch (UndeclaredThrowableException e) {
        // It went away just now: what it said last still holds.
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
      throw new IllegalStateException("the bean of the metrics went away while it was looked at", e);
    }
  }
}
