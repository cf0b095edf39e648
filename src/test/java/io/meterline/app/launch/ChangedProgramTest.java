package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.cluster.BrokerProcess;
import io.meterline.cluster.FlinkCluster;
import io.meterline.cluster.Waiting;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.KafkaLog;
import io.meterline.connect.kafka.log.LogEnds;
import io.meterline.connect.kafka.log.Until;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.connect.versions.Target;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.log.Kind;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.pipeline.Rules;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A live run on a Flink cluster that is stopped with a savepoint, and resumed as another program: with an analytic added, with one
 * removed, and under other rules. The cluster and the broker run in their own processes.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ChangedProgramTest {
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final int EVENTS = 400;
  private static final Duration LATENESS = Duration.ofHours(1);
  private static final Rules RULES = new Rules(Known.THEN, LATENESS, Windows.of(Duration.ofSeconds(1)));
  private static final Rules LONGER_WINDOWS = new Rules(Known.THEN, LATENESS, Windows.of(Duration.ofSeconds(2)));
  private static final Analyses STANDARD = Analyses.standard();
  private static final Analyses MORE = STANDARD.and(new HeavyUse());

  private Path folder;
  private BrokerProcess broker;
  private KafkaCluster cluster;
  private FlinkCluster flink;
  private int views;

  @BeforeAll
  void startEverything(@TempDir Path temporary) {
    folder = temporary;
    broker = BrokerProcess.start(folder.resolve("broker"));
    cluster = KafkaCluster.at(broker.bootstrap());
    try (var admin = cluster.admin()) {
      Topics.create(admin, MORE.views(), 2, Optional.empty());
    }
    flink = FlinkCluster.start(folder.resolve("flink"), 1);
  }

  @AfterAll
  void endEverything() {
    flink.close();
    broker.close();
  }

  @Test
  void aRunResumesWithAnAnalyticAddedOrRemovedButNotUnderOtherRules() throws IOException {
    // A device that was not analysed yet has no state that an analysis could lack.
    var first = runUntilSavepoint(STANDARD, Optional.empty(), this::awaitResults);

    var withMore =
        runUntilSavepoint(
            MORE,
            Optional.of(first),
            () -> {
              var replayed = verify();
              // All readings are still kept for corrections, so the new analytic gets them all.
              assertFalse(TopicRows.of(replayed, HeavyUse.VIEW).isEmpty());
              assertEquals(TopicRows.of(replayed, HeavyUse.VIEW), TopicRows.of(cluster, HeavyUse.VIEW));
            });
    assertTrue(flink.output().contains("heavy_use starts from empty state"), flink::trouble);
    assertTrue(bytesOf(withMore).contains(HeavyUse.VIEW.name()), "the analytic has state");
    assertFalse(bytesOf(withMore).contains(HeavyUse.class.getSimpleName()), "what is kept can be read without its class");

    var withLess = runUntilSavepoint(STANDARD, Optional.of(withMore), this::verify);
    assertFalse(bytesOf(withLess).contains(HeavyUse.VIEW.name()), "its state is let go");

    submit(STANDARD, LONGER_WINDOWS, Optional.of(withLess));
    // Flink may report a consequence of the failure instead, but the task manager logs it.
    var failure = flink.failure() + flink.output();
    var line =
        "the state that this run resumes from was made with --known=then --lateness=PT1H --window=PT1S --wait=PT0S --slack=PT1S, but this run has"
            + " --known=then --lateness=PT1H --window=PT2S --wait=PT0S --slack=PT1S;";
    assertTrue(failure.contains(line), failure);
  }

  private void awaitResults() {
    Waiting.until(PATIENCE, () -> !TopicRows.of(cluster, Usage.VIEW).isEmpty(), flink::trouble);
  }

  /** Runs until all events have arrived, stops with a savepoint, and returns its location. */
  private String runUntilSavepoint(Analyses analyses, Optional<String> from, Runnable look) {
    submit(analyses, RULES, from);
    var job = flink.runningJob();
    try (var street = new Street(broker.bootstrap())) {
      street.open();
      Waiting.until(PATIENCE, () -> street.events() > EVENTS, () -> "events of the street");
    }
    look.run();
    return flink.stopWithSavepoint(job);
  }

  private void submit(Analyses analyses, Rules rules, Optional<String> from) {
    var options =
        new ArrayList<>(List.of("--parallelism=2", "--checkpointingInterval=1000", "--numberOfExecutionRetries=0"));
    options.addAll(flink.options());
    from.ifPresent(savepoint -> options.add("--savepointPath=" + savepoint));
    var log = KafkaLog.live(cluster, LogEnds.of(cluster, new Until.Latest()).partitions(), Duration.ZERO, Duration.ofSeconds(1));
    new SubmittedRuns(new PrintWriter(System.err)).live(new Live(cluster, log, rules, analyses), options);
  }

  /** Waits until the topics of the views equal a replay of the log, and returns the location of that. */
  private Path verify() {
    var replayed = folder.resolve("views-" + views++);
    var ends = LogEnds.of(cluster, new Until.Latest());
    var opened = new Replay.Opened(KafkaLog.until(cluster, ends), OptionalLong.of(ends.count(Kind.READING)), "the log");
    new Replay(() -> opened, Target.of(replayed), RULES, MORE, DateRange.ALL).run(Runners.options(List.of()));
    var last = new AtomicReference<CommandRun>();
    Waiting.until(
        PATIENCE,
        () -> {
          last.set(CommandRun.of("verify", "kafka://" + broker.bootstrap(), replayed, "--show", 50));
          return last.get().exitCode() == 0;
        },
        () -> last.get() + flink.trouble());
    return replayed;
  }

  /** All bytes of a savepoint, each as a character. */
  private static String bytesOf(String savepoint) throws IOException {
    var text = new StringBuilder();
    try (var files = Files.walk(Path.of(URI.create(savepoint)))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }
}
