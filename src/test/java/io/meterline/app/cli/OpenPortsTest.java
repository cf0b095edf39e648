package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.meterline.cluster.ListeningSockets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay on Flink listens on loopback only; for a live run see {@link LiveExposureTest}. */
@EnabledOnOs(OS.LINUX)
class OpenPortsTest {
  @TempDir private static Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--parallelism=2", "--streaming=true"})
  void aReplayOnFlinkListensOnLoopbackOnly(String mode) throws Exception {
    var archive = folder.resolve("log" + mode);
    assertEquals(0, CommandRun.of("simulate", "--devices=5", "--days=10", "--out", archive).exitCode());
    try (var run =
        ChildRun.start(
            "run", "--archive", archive, "--views", folder.resolve("views" + mode), "--runner=FlinkRunner", mode)) {
      var seen = run.listensUntil(() -> false);
      assertEquals(0, run.end().exitCode(), run::output);
      assertFalse(seen.isEmpty());
      assertEquals(List.of(), ListeningSockets.open(seen));
    }
  }
}
