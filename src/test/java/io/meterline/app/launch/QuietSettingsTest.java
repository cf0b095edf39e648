package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.Meterline;
import io.meterline.app.flink.Checkpoints;
import io.meterline.cluster.JavaProcess;
import io.meterline.cluster.Waiting;
import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live run on Flink with an empty settings topic, from the start and across a restart from a checkpoint. */
class QuietSettingsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PARTITIONS = 2;

  @TempDir private Path folder;
  private int runs;

  @Test
  void withoutASingleSettingThereAreResultsAlsoAfterARestartAndTheFirstSettingHolds() {
    try (var log = new TestLog(folder.resolve("broker"), PARTITIONS)) {
      try (var run = start(log)) {
        report(log, "first");
        awaitUsage(log, run, "device=first ");
        awaitCheckpoint(run);
        assertEquals(0, run.stop(), run::output);
      }
      try (var run = start(log)) {
        Waiting.until(PATIENCE, () -> run.output().contains("resuming from "), run::output);
        report(log, "second");
        awaitUsage(log, run, "device=second ");

        var setAt = setPrice(log);
        // A reading of a second that begins after the price was logged.
        Waiting.until(PATIENCE, () -> System.currentTimeMillis() > setAt + 1_000, () -> "a second");
        report(log, "third");
        awaitUsage(log, run, "device=third ");
        assertTrue(usage(log, "device=third ").contains(" cost_micros=300000 "), () -> usage(log, "device=third "));
        assertTrue(usage(log, "device=second ").contains(" cost_micros=- "), () -> usage(log, "device=second "));
      }
    }
  }

  private JavaProcess start(TestLog log) {
    var arguments =
        List.of(
            "run", "--kafka", log.cluster().bootstrap(), "--window=PT1S", "--wait=PT0S", "--runner=FlinkRunner",
            "--parallelism=2", "--checkpoints=" + folder.resolve("checkpoints"), "--checkpoint-every=PT1S");
    return JavaProcess.start(
        folder.resolve("run-" + runs++ + ".log"), List.of("-Xmx1g"), Meterline.class.getName(), new ArrayList<>(arguments));
  }

  /** A reading of one kilowatt-hour in the second that ends now. */
  private static void report(TestLog log, String device) {
    var reading = new Reading(System.currentTimeMillis() - 1_000, 1, 1_000_000);
    log.send(Kind.READING, device.length() % PARTITIONS, Optional.of(new ReadingEvents().encode(device, reading)));
  }

  private static long setPrice(TestLog log) {
    var at = Instant.parse("2026-01-01T00:00:00Z");
    var change =
        new LoggedChange(
            "everyone", "price.micros.per.kwh", "SET", "300000", at, Optional.empty(), Optional.empty(), new Position(at, 0, 0));
    return log.send(Kind.SETTING, 0, Optional.of(new ChangeEvents().encode(change))).timestamp();
  }

  private static void awaitUsage(TestLog log, JavaProcess run, String device) {
    Waiting.until(PATIENCE, () -> !run.isRunning() || !usage(log, device).isEmpty(), run::output);
    assertTrue(run.isRunning(), run::output);
  }

  private static String usage(TestLog log, String device) {
    return TopicRows.of(log.cluster()).get("usage").stream().filter(row -> row.contains(device)).findFirst().orElse("");
  }

  private void awaitCheckpoint(JavaProcess run) {
    var checkpoints = new Checkpoints(folder.resolve("checkpoints"), Duration.ofSeconds(1));
    var before = checkpoints.latest();
    Waiting.until(PATIENCE, () -> !checkpoints.latest().equals(before), run::output);
  }
}
