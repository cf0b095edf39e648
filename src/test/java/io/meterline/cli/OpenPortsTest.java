package io.meterline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.cluster.ListeningSockets;
import io.meterline.cluster.Waiting;
import io.meterline.kafka.TestLog;
import io.meterline.live.Checkpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program opens, it opens to this machine alone. */
@EnabledOnOs(OS.LINUX)
class OpenPortsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private static Path folder;
  private static TestLog log;

  @BeforeAll
  static void start() {
    log = new TestLog(folder.resolve("broker"), 1);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void aLiveRunOnFlinkListensOnLoopbackAlone() throws Exception {
    var checkpoints = new Checkpoints(folder.resolve("checkpoints"), Duration.ofSeconds(1));
    try (var run = live("--checkpoints=" + checkpoints.folder(), "--checkpoint-every=PT1S")) {
      var seen = seen(run, () -> checkpoints.latest().isPresent());
      assertTrue(checkpoints.latest().isPresent(), run::said);
      assertFalse(seen.isEmpty(), run::said);
      assertEquals(Set.of(), open(seen), run::said);
    }
  }

  @Test
  void aLiveRunOnFlinkWithoutCheckpointsListensOnLoopbackAlone() throws Exception {
    try (var run = live("--flinkMaster=[local]")) {
      // REST, and the blob server.
      var seen = seen(run, () -> listening(run).size() >= 2);
      assertTrue(seen.size() >= 2, run::said);
      assertEquals(Set.of(), open(seen), run::said);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--streaming=false", "--streaming=true"})
  void aReplayOnFlinkListensOnLoopbackAlone(String mode) throws Exception {
    var archive = folder.resolve("log" + mode);
    assertEquals(0, CommandRun.of("simulate", "--devices=20", "--days=10", "--out", archive).exitCode());
    try (var run =
        ChildRun.start(
            "run", "--archive", archive, "--views", folder.resolve("views" + mode), "--runner=FlinkRunner", "--parallelism=2", mode)) {
      var seen = seen(run, () -> !run.isAlive());
      assertEquals(0, run.end().exitCode(), run::said);
      assertFalse(seen.isEmpty());
      assertEquals(Set.of(), open(seen));
    }
  }

  @Test
  void theLiveDemoListensOnLoopbackAlone() throws Exception {
    try (var run = ChildRun.start("demo", "--live", "--for=PT3S")) {
      var seen = seen(run, () -> !run.isAlive());
      assertEquals(0, run.end().exitCode(), run::said);
      assertFalse(seen.isEmpty());
      assertEquals(Set.of(), open(seen));
    }
  }

  private static ChildRun live(String... options) {
    var arguments = new ArrayList<Object>(List.of("run", "--kafka", log.cluster().bootstrap()));
    arguments.addAll(List.of("--runner=FlinkRunner", "--parallelism=2"));
    arguments.addAll(List.of(options));
    return ChildRun.start(arguments.toArray());
  }

  /** Where a run listened at any time until the condition held. */
  private static Set<InetSocketAddress> seen(ChildRun run, BooleanSupplier until) {
    var seen = new HashSet<InetSocketAddress>();
    Waiting.until(
        PATIENCE,
        () -> {
          seen.addAll(listening(run));
          return until.getAsBoolean() || !run.isAlive();
        },
        run::said);
    return seen;
  }

  private static Set<InetSocketAddress> listening(ChildRun run) {
    try {
      return ListeningSockets.of(run.process());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> open(Set<InetSocketAddress> sockets) {
    return sockets.stream()
        .filter(socket -> !socket.getAddress().isLoopbackAddress())
        .map(InetSocketAddress::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
