package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.process.Stop;
import io.meterline.cluster.Waiting;
import io.meterline.connect.event.ReadingEvents;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live run whose clock is two hours ahead of the broker's: the state that a reading would correct may have expired. */
class FarBehindTest {
  private static final Rules RULES = new Rules(Known.THEN, Duration.ofMinutes(1), Windows.of(Duration.ofSeconds(1)));

  /** Simulates a clock that is ahead: the slack is subtracted from it. */
  private static final Duration AHEAD = Duration.ofHours(-2);

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int DAY = 86_400;

  @Test
  void aReadingOlderThanTheKeptStateIsRejectedAndTheRunContinues(@TempDir Path folder) throws Exception {
    try (var log = new TestLog(folder, 1)) {
      var stop = new Stop();
      var run = CompletableFuture.supplyAsync(() -> run(log, stop));
      send(log, "first", 1);
      await(log, run, "usage", "device=first ");
      // From here on results are final for two hours more.
      send(log, "first", 1);
      await(log, run, "usage", " readings=2 ");
      send(log, "first", DAY);
      await(log, run, "rejected", "TOO_LATE");
      send(log, "last", 1);
      await(log, run, "usage", "device=last ");

      var rejected = TopicRows.of(log.cluster()).get("rejected");
      assertEquals(1, rejected.size(), rejected::toString);
      assertTrue(rejected.first().contains("but arrived when results were final up to "), rejected::first);
      stop.request();
      assertTrue(run.get(20, TimeUnit.SECONDS).isPresent());
    }
  }

  private static Optional<Counts> run(TestLog log, Stop stop) {
    var cluster = log.cluster();
    var partitions = LogEnds.of(cluster, new Until.Latest()).partitions();
    var options =
        PipelineOptionsFactory.fromArgs("--runner=DirectRunner", "--targetParallelism=1", "--blockOnRun=false").create();
    return new Live(cluster, KafkaLog.live(cluster, partitions, Duration.ZERO, AHEAD), RULES, Analyses.standard()).run(options, RunObserver.NONE, stop);
  }

  /** A reading of an interval that ended a few seconds ago. */
  private static void send(TestLog log, String device, int seconds) {
    var reading = new Reading(System.currentTimeMillis() - (seconds + 5) * 1_000L, seconds, 1_000);
    log.send(Kind.READING, 0, Optional.of(new ReadingEvents().encode(device, reading)));
  }

  private static void await(TestLog log, CompletableFuture<?> run, String view, String text) {
    Waiting.until(
        PATIENCE,
        () -> run.isDone() || TopicRows.of(log.cluster()).get(view).stream().anyMatch(row -> row.contains(text)),
        () -> TopicRows.of(log.cluster()).toString());
    assertFalse(run.isDone(), () -> String.valueOf(run.handle((done, thrown) -> thrown).join()));
  }
}
