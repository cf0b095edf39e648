package io.meterline.app.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics that embedded Flink reports of a run. */
class FlinkMetricsTest {
  private final FlinkMetricsReporter reporter = new FlinkMetricsReporter();

  @Test
  void countersOfAllTasksAreSummedIncludingFinishedOnes() {
    var ended = counter(3);
    add(ended, "meterline.readings");
    add(counter(4), "meterline.readings");
    reporter.notifyOfRemovedMetric(ended, "meterline.readings", new UnregisteredMetricsGroup());
    add(counter(5), "meterline.readings");
    add(counter(100), "numRecordsIn");
    assertEquals(Map.of("readings", 12L), reporter.getValues());
  }

  @Test
  void theHighestGaugeCounts() {
    Gauge<Long> one = () -> 7L;
    Gauge<Long> other = () -> 9L;
    add(one, "meterline.results.until.millis");
    add(other, "meterline.results.until.millis");
    assertEquals(Map.of("results.until.millis", 9L), reporter.getValues());
  }

  @Test
  void theUsersConfigurationAndReportersAreKept(@TempDir Path base) throws Exception {
    Files.writeString(base.resolve("flink-conf.yaml"), "parallelism.default: 3\nmetrics.reporters: prom\n");
    try (var metrics = FlinkMetrics.reportedBy(base)) {
      var lines = Files.readAllLines(base.resolve("flink-conf.yaml"));
      assertEquals("parallelism.default: 3", lines.get(0));
      assertEquals("metrics.reporters: prom,meterline", lines.get(lines.size() - 1));
      assertEquals(Map.of(), metrics.values());
    }
  }

  private void add(Metric metric, String name) {
    reporter.notifyOfAddedMetric(metric, name, new UnregisteredMetricsGroup());
  }

  private static SimpleCounter counter(long count) {
    var counter = new SimpleCounter();
    counter.inc(count);
    return counter;
  }
}
