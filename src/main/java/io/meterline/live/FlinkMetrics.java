package io.meterline.live;

import io.meterline.MeterlineException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
  private static final String FILE = "flink-conf.yaml";
  private static final String REPORTER = "meterline";
  private static final String NAMED_REPORTERS = "metrics.reporters:";

  private final Path folder;
  private final ObjectName name;
  private Map<String, Long> last = Map.of();

  private FlinkMetrics(Path folder, ObjectName name) {
    this.folder = folder;
    this.name = name;
  }

  /**
   * Configures Flink so that it tells its metrics.
   *
   * @param base the folder of the configuration that it would have, if there is one
   * @throws MeterlineException if that cannot be read, or no temporary folder written
   */
  public static FlinkMetrics configured(Optional<Path> base) {
    var run = UUID.randomUUID().toString();
    var settings = new ArrayList<String>();
    try {
      var given = base.map(path -> path.resolve(FILE)).filter(Files::isRegularFile);
      if (given.isPresent()) {
        settings.addAll(Files.readAllLines(given.get()));
      }
      settings.addAll(settings(run, settings));
      var folder = Files.createTempDirectory("meterline-flink-");
      Files.write(folder.resolve(FILE), settings);
      return new FlinkMetrics(folder, FlinkMetricsReporter.nameOf(run));
    } catch (IOException e) {
      throw new MeterlineException("cannot write a configuration of Flink: " + e.getMessage(), e);
    }
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

  /** The folder of the configuration, to be given to Flink. */
  public Path folder() {
    return folder;
  }

  /** What has been counted; empty before anything is. */
  public synchronized Optional<LiveCounts> counts() {
    var server = ManagementFactory.getPlatformMBeanServer();
    if (server.isRegistered(name)) {
      try {
        last = JMX.newMXBeanProxy(server, name, FlinkMetricsMXBean.class).getValues();
      } catch (UndeclaredThrowableException e) {
        // It went away just now: what it said last still holds.
      }
    }
    return last.isEmpty() ? Optional.empty() : Optional.of(LiveCounts.of(last));
  }

  @Override
  public void close() {
    var server = ManagementFactory.getPlatformMBeanServer();
    try {
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | JMException e) {
      throw new MeterlineException("the temporary folder " + folder + " cannot be removed: " + e.getMessage(), e);
    }
  }
}
