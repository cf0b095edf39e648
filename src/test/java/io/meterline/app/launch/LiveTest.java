package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.app.process.Stop;
import io.meterline.connect.kafka.log.KafkaLog;
import io.meterline.connect.kafka.log.LogEnds;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.connect.kafka.log.Until;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.pipeline.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live run from a real broker to its topics. */
class LiveTest {
  private static final int PARTITIONS = 3;
  private static final Rules RULES = new Rules(Known.THEN, Duration.ofDays(2), Windows.of(Duration.ofSeconds(1)));
  private static final Duration LONGEST = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @Test
  void theLastRowsOfALiveRunEqualAReplayAlsoAfterLateReadings() throws Exception {
    try (var log = new TestLog(folder.resolve("broker"), PARTITIONS)) {
      var day = new SmallDay(log, PARTITIONS);
      var stop = new Stop();
      var run = CompletableFuture.supplyAsync(() -> run(log, stop));
      day.send();
      var before = awaitReplayed(log, "before");
      assertFalse(before.get("usage").isEmpty());
      assertFalse(before.get("alerts").isEmpty());
      assertFalse(before.get("comparisons").isEmpty());
      assertEquals(8, before.get("rejected").size(), before.get("rejected")::toString);

      day.sendLate();
      var after = awaitReplayed(log, "after");
      assertTrue(after.get("usage").stream().anyMatch(row -> row.contains("device=d9")));

      stop.request();
      var counts = run.get(20, TimeUnit.SECONDS).orElseThrow();
      assertEquals(after.get("rejected").size(), counts.rejected());
      assertTrue(counts.corrections() > 0, counts::toString);
      assertTrue(counts.behind().isPresent(), counts::toString);
    }
  }

  @Test
  void eventsOfTheMaximumSizeHaveTheirRowsAndStopNothing() throws Exception {
    try (var log = new TestLog(folder.resolve("broker"), PARTITIONS)) {
      var events = new OddEvents(log);
      var rejected = events.send();
      var stop = new Stop();
      var run = CompletableFuture.supplyAsync(() -> run(log, stop));
      var rows = awaitReplayed(log, "odd");
      assertEquals(rejected, rows.get("rejected").size());
      assertEquals(1, rows.get("comparisons").size());
      // The price of the day is the highest there may be, and the energy of two devices too.
      assertEquals(2, rows.get("usage").stream().filter(row -> row.contains("cost_micros=- ")).count());
      // Events after them are used, too.
      events.sendUsual();
      awaitReplayed(log, "after");
      stop.request();
      assertTrue(run.get(20, TimeUnit.SECONDS).orElseThrow().overflows() > 0);
    }
  }

  private static Optional<Counts> run(TestLog log, Stop stop) {
    var cluster = log.cluster();
    var partitions = LogEnds.of(cluster, new Until.Latest()).partitions();
    var source = KafkaLog.live(cluster, partitions, Duration.ZERO, Duration.ofMillis(200));
    var options =
        PipelineOptionsFactory.fromArgs("--runner=DirectRunner", "--targetParallelism=1", "--blockOnRun=false").create();
    return new Live(cluster, source, RULES, Analyses.standard()).run(options, RunObserver.NONE, stop);
  }

  /** Waits until the topics equal a replay of the log, and returns its rows. */
  private Map<String, TreeSet<String>> awaitReplayed(TestLog log, String name) {
    var views = folder.resolve(name);
    var replay =
        CommandRun.of(
            "run", "--kafka", log.cluster().bootstrap(), "--until=latest", "--known=then", "--views", views);
    assertEquals(0, replay.exitCode(), replay.err());
    var expected = TopicRows.of(views);
    var deadline = System.nanoTime() + LONGEST.toNanos();
    var rows = TopicRows.of(log.cluster());
    while (!rows.equals(expected) && System.nanoTime() < deadline) {
      rows = TopicRows.of(log.cluster());
    }
    for (var view : expected.keySet()) {
      assertEquals(text(expected.get(view)), text(rows.get(view)), view);
    }
    return expected;
  }

  private static String text(TreeSet<String> rows) {
    return String.join("\n", rows);
  }
}
