package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.cluster.JavaProcess;
import io.meterline.cluster.Waiting;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.KafkaLog;
import io.meterline.connect.kafka.log.LogEnds;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.connect.kafka.log.Until;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.log.Kind;
import io.meterline.model.log.Reading;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.pipeline.Rules;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A live run whose watermark stands still while readings come says so on standard error, and says when it advances again. */
class StalledRunTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Rules RULES = new Rules(Known.THEN, Duration.ofDays(2), Windows.of(Duration.ofSeconds(1)));

  /** The watermark of a partition without events stays this far behind the clock. */
  private static final Duration SLACK = Duration.ofHours(1);

  private static final Timeouts TIMEOUTS = new Timeouts(Optional.of(Duration.ofSeconds(3)), Optional.empty());

  /** Runs until the process is killed. */
  public static void main(String[] args) {
    var cluster = KafkaCluster.at(args[0]);
    var partitions = LogEnds.of(cluster, new Until.Latest()).partitions();
    var log = KafkaLog.live(cluster, partitions, Duration.ZERO, SLACK);
    new ForegroundRuns(new PrintWriter(System.out, true), new PrintWriter(System.err, true))
        .live(new Live(cluster, log, RULES, Analyses.standard(), TIMEOUTS), List.of(args[1]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--runner=DirectRunner", "--runner=FlinkRunner"})
  void aStallIsReportedOnStandardErrorAndItsEndToo(String runner, @TempDir Path folder) {
    try (var log = new TestLog(folder.resolve("broker"), 1);
        var run = start(folder, log, runner)) {
      report(log);
      await(run, "there are no results yet: no window completed for ");
      await(run, "meterline.settings-0 is furthest behind");
      log.send(Kind.SETTING, 0, Optional.of("no change".getBytes(StandardCharsets.UTF_8)));
      report(log);
      await(run, "results advance again, complete until ");
    }
  }

  private static JavaProcess start(Path folder, TestLog log, String runner) {
    var arguments = List.of(log.cluster().bootstrap(), runner);
    return JavaProcess.start(folder.resolve("run.log"), List.of("-Xmx1g"), StalledRunTest.class.getName(), arguments);
  }

  /** A reading of the second that ends now. */
  private static void report(TestLog log) {
    var reading = new Reading(System.currentTimeMillis() - 1_000, 1, 1_000);
    log.send(Kind.READING, 0, Optional.of(new ReadingEvents().encode("meter", reading)));
  }

  private static void await(JavaProcess run, String text) {
    Waiting.until(PATIENCE, () -> run.output().contains(text) || !run.isRunning(), run::output);
    assertTrue(run.output().contains(text), run::output);
  }
}
