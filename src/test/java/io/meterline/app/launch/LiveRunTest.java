package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.ChildRun;
import io.meterline.app.cli.CommandRun;
import io.meterline.app.demo.LocalBroker;
import io.meterline.app.process.ExitCode;
import io.meterline.cluster.Waiting;
import io.meterline.connect.kafka.log.TestLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command for live runs: what it refuses, and how it ends. */
class LiveRunTest {
  @TempDir private static Path folder;
  private static TestLog log;

  @BeforeAll
  static void start() {
    log = new TestLog(folder.resolve("broker"), 2);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--known=now | --known=now needs an end of the log (--until)",
        "--views=v | --views needs an end of the log (--until)",
        "--from=2026-01-01 | --from and --to are for files",
        "--checkpoints=c | --checkpoints are Flink's",
        "--wait=-PT1S | --wait is PT-1S",
        "--slack=-PT1S | --slack is PT-1S",
        "--window=PT0S | --window is PT0S",
        "--until=soon | 'soon' is not latest, a time",
        "--until=readings:0=1 | --until names the partitions [0] of meterline.readings, which has [0, 1]",
        "--kafka-config=none.properties | none.properties cannot be read",
      })
  void unsupportedOptionsOfALiveRunAreRefusedInOneLine(String option, String message) {
    var run = CommandRun.of("run", "--kafka", log.cluster().bootstrap(), option);
    assertEquals(ExitCode.FAILED, run.exitCode());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }

  @Test
  void aMissingBrokerIsAnErrorWithinSeconds() {
    var nowhere = "localhost:" + LocalBroker.freePort();
    var began = System.nanoTime();
    var run = CommandRun.of("run", "--kafka", nowhere);
    assertEquals(ExitCode.FAILED, run.exitCode());
    assertTrue(run.err().startsWith("meterline: cannot connect to " + nowhere), run.err());
    assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 20);
  }

  @Test
  void missingTopicsAreNamed(@TempDir Path other) {
    try (var broker = LocalBroker.start(other)) {
      var run = CommandRun.of("run", "--kafka", broker.bootstrap());
      assertEquals(ExitCode.FAILED, run.exitCode());
      assertTrue(run.err().contains("meterline.readings: there is no such topic"), run.err());
    }
  }

  @Test
  void aRunThatIsAskedToStopDoesSoAtOnceAndReportsIt() throws InterruptedException {
    try (var child =
        ChildRun.start(
            "run", "--kafka", log.cluster().bootstrap(), "--window=PT1S", "--archive", folder.resolve("archive"))) {
      awaitLine(child, "live on DirectRunner for ");
      var began = System.nanoTime();
      var run = child.terminate();
      // Half a second on an idle machine, several on a busy one; a run that waited for something would take a minute.
      var took = Duration.ofNanos(System.nanoTime() - began);
      assertTrue(took.toSeconds() < 30, took::toString);
      assertEquals(ExitCode.OK, run.exitCode(), run.err());
      assertTrue(run.out().startsWith("stopped after "), run.out());
      assertEquals(0, run.err().lines().filter(line -> !line.startsWith("live on ")).count(), run.err());
    }
  }

  @Test
  void anUnreadableCheckpointIsNamedInTheError() throws Exception {
    var checkpoint = Files.createDirectories(folder.resolve("broken/job/chk-1"));
    Files.writeString(checkpoint.resolve("_metadata"), "no checkpoint");
    Files.setPosixFilePermissions(folder.resolve("broken"), PosixFilePermissions.fromString("rwx------"));
    try (var child =
        ChildRun.start(
            "run", "--kafka", log.cluster().bootstrap(), "--runner=FlinkRunner", "--parallelism=1", "--checkpoints",
            folder.resolve("broken"))) {
      var run = child.end();
      assertEquals(ExitCode.FAILED, run.exitCode());
      assertTrue(run.err().contains("meterline: cannot resume from " + checkpoint), run.err());
    }
  }

  private static void awaitLine(ChildRun child, String start) {
    Waiting.until(
        Duration.ofSeconds(90),
        () -> !child.isAlive() || child.output().lines().anyMatch(line -> line.startsWith(start)),
        child::output);
    assertTrue(child.isAlive(), child::output);
  }
}
