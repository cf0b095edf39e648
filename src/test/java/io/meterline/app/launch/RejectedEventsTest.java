package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.app.cli.Meterline;
import io.meterline.app.flink.Checkpoints;
import io.meterline.cluster.JavaProcess;
import io.meterline.cluster.Waiting;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.model.log.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Unusable events, each alone in its second: in a backlog, first in the log, last before a restart, and between the readings of
 * a meter that reports every few seconds. None of them delays later readings.
 */
class RejectedEventsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long SECOND = 1_000;
  private static final int PARTITIONS = 2;
  private static final Pattern KIND_AND_REASON = Pattern.compile("kind=(\\w+) .*reason=(\\w+) ");
  private static final Set<String> EVERY_REASON =
      Set.of(
          "READING MALFORMED",
          "READING BAD_SECONDS",
          "READING OUT_OF_BOUNDS",
          "READING FROM_THE_FUTURE",
          "READING TOO_LATE",
          "READING SUPERSEDED",
          "SETTING MALFORMED",
          "SETTING UNKNOWN_SETTING",
          "SETTING BAD_SCOPE",
          "SETTING BAD_OPERATION",
          "SETTING BAD_VALUE",
          "SETTING NOTHING_TO_CHANGE",
          "SETTING OUT_OF_BOUNDS");

  @TempDir private Path folder;
  private TestLog log;
  private int runs;
  private int reported;

  @BeforeEach
  void startBroker() {
    log = new TestLog(folder.resolve("broker"), PARTITIONS);
  }

  @AfterEach
  void stopBroker() {
    log.close();
  }

  @Test
  void onFlinkReadingsAfterThemAreUsedAlsoAfterARestartFromACheckpoint() {
    var onFlink =
        List.of(
            "--runner=FlinkRunner", "--parallelism=2", "--checkpoints=" + folder.resolve("checkpoints"), "--checkpoint-every=PT1S");
    reading("{\"device\":\"backlog\",\"at\":");
    sendReading();
    change("{\"scope\":\"backlog\"");
    try (var run = start(onFlink)) {
      reading("");
      reading("{\"device\":\"a\",\"at\":");
      report(run);
      reading("{\"device\":\"bad-seconds\",\"at\":%d,\"seconds\":0,\"milliwatt_hours\":1}");
      reading("{\"device\":\"too-much\",\"at\":%d,\"seconds\":1,\"milliwatt_hours\":1000000000000001}");
      change("{\"scope\":");
      report(run);
      change("{\"scope\":\"everyone\",\"name\":\"colour\",\"op\":\"SET\",\"value\":\"red\",\"effective_at\":%d}");
      change("{\"scope\":\"nobody\",\"name\":\"plan\",\"op\":\"SET\",\"value\":\"x\",\"effective_at\":%d}");
      change("{\"scope\":\"device:quiet\",\"name\":\"alert.threshold.watts\",\"op\":\"ADD\",\"value\":\"1\",\"effective_at\":%d}");
      awaitCheckpoint(run);
      assertEquals(0, run.stop(), run::output);
    }
    try (var run = start(onFlink)) {
      Waiting.until(PATIENCE, () -> run.output().contains("resuming from "), run::output);
      change("{\"scope\":\"everyone\",\"name\":\"alert.threshold.watts\",\"op\":\"ADD\",\"value\":\"1\",\"effective_at\":%d}");
      report(run);
      reading("{\"device\":\"early\",\"at\":\"2999-01-01T00:00:00Z\",\"seconds\":1,\"milliwatt_hours\":1}");
      reading("{\"device\":\"late\",\"at\":\"2001-01-01T00:00:00Z\",\"seconds\":1,\"milliwatt_hours\":1}");
      change("{\"scope\":\"device:quiet\",\"name\":\"alert.threshold.watts\",\"op\":\"SET\",\"value\":\"-1\",\"effective_at\":%d}");
      reading("{\"device\":\"meter\",\"at\":\"" + Instant.ofEpochMilli(lastStart) + "\",\"seconds\":1,\"milliwatt_hours\":7}");
      report(run);
      change("{\"scope\":\"device:quiet\",\"name\":\"alert.sustain.minutes\",\"op\":\"set\",\"value\":\"5\",\"effective_at\":%d}");
      change("{\"scope\":\"device:quiet\",\"name\":\"alert.sustain.minutes\",\"op\":\"SET\",\"value\":\"5\",\"effective_at\":%d}");
      change("{\"scope\":\"device:quiet\",\"name\":\"alert.sustain.minutes\",\"op\":\"ADD\",\"value\":\"-6\",\"effective_at\":%d}");
      reading("{\"device\":\"last\",\"at\":%d,\"seconds\":-1,\"milliwatt_hours\":1}");
      var rows = verify();
      assertEquals(EVERY_REASON, reasons(rows.get("rejected")));
      verifyInStreaming(rows);
    }
  }

  private static TreeSet<String> reasons(TreeSet<String> rejected) {
    var reasons = new TreeSet<String>();
    for (var row : rejected) {
      var words = KIND_AND_REASON.matcher(row);
      assertTrue(words.find(), row);
      reasons.add(words.group(1) + " " + words.group(2));
    }
    return reasons;
  }

  @Test
  void onTheDirectRunnerReadingsAfterThemAreUsed() {
    reading("{\"device\":\"a\",\"at\":");
    change("{\"scope\":");
    change("{\"scope\":\"device:quiet\",\"name\":\"alert.threshold.watts\",\"op\":\"ADD\",\"value\":\"1\",\"effective_at\":%d}");
    try (var run = start(List.of())) {
      report(run);
      reading("{\"device\":\"late\",\"at\":\"2001-01-01T00:00:00Z\",\"seconds\":1,\"milliwatt_hours\":1}");
      report(run);
      verify();
    }
  }

  private JavaProcess start(List<String> more) {
    var arguments = new ArrayList<>(List.of("run", "--kafka", log.cluster().bootstrap(), "--window=PT1S", "--wait=PT0S"));
    arguments.addAll(more);
    return JavaProcess.start(folder.resolve("run-" + runs++ + ".log"), List.of("-Xmx1g"), Meterline.class.getName(), arguments);
  }

  private long lastStart;

  /** Lets the meter report, and waits for the result. */
  private void report(JavaProcess run) {
    sendReading();
    Waiting.until(
        PATIENCE,
        () -> !run.isRunning() || usage().stream().anyMatch(row -> row.contains(" readings=" + reported + " ")),
        () -> reported + " readings of the meter: " + usage() + "\n" + run.output());
    assertTrue(run.isRunning(), run::output);
  }

  private void sendReading() {
    reported++;
    lastStart = nextSecond() - SECOND;
    send(Kind.READING, "{\"device\":\"meter\",\"at\":" + lastStart + ",\"seconds\":1,\"milliwatt_hours\":1000}");
  }

  private void reading(String json) {
    send(Kind.READING, json.contains("%d") ? json.formatted(nextSecond()) : alone(json));
  }

  private void change(String json) {
    send(Kind.SETTING, json.contains("%d") ? json.formatted(nextSecond()) : alone(json));
  }

  private static String alone(String json) {
    nextSecond();
    return json;
  }

  private void send(Kind kind, String json) {
    log.send(kind, 0, Optional.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** Waits for the second that begins next, and returns its start. */
  private static long nextSecond() {
    var next = (System.currentTimeMillis() / SECOND + 1) * SECOND;
    while (System.currentTimeMillis() < next) {
      LockSupport.parkNanos(1_000_000);
    }
    return next;
  }

  private TreeSet<String> usage() {
    return TopicRows.of(log.cluster()).get("usage");
  }

  /** The published rows equal a replay, and each event is used or rejected. */
  private Map<String, TreeSet<String>> verify() {
    var views = folder.resolve("views");
    succeed(until(views), List.of());
    var expected = TopicRows.of(views);
    Waiting.until(
        PATIENCE, () -> TopicRows.of(log.cluster()).equals(expected), () -> expected + "\nnot " + TopicRows.of(log.cluster()));
    return expected;
  }

  private void verifyInStreaming(Map<String, TreeSet<String>> expected) {
    var views = folder.resolve("streaming");
    succeed(until(views), List.of("--runner=FlinkRunner", "--streaming=true"));
    assertEquals(expected, TopicRows.of(views));
  }

  private List<Object> until(Path views) {
    return List.of("run", "--kafka", log.cluster().bootstrap(), "--until=latest", "--known=then", "--views", views);
  }

  private static void succeed(List<Object> command, List<String> more) {
    var all = new ArrayList<>(command);
    all.addAll(more);
    var run = CommandRun.of(all.toArray());
    assertEquals(0, run.exitCode(), run::toString);
  }

  private void awaitCheckpoint(JavaProcess run) {
    var checkpoints = new Checkpoints(folder.resolve("checkpoints"), Duration.ofSeconds(1));
    var before = checkpoints.latest();
    Waiting.until(PATIENCE, () -> !checkpoints.latest().equals(before), run::output);
  }
}
