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

/** What a replay on Flink opens, it opens to this machine alone; what a live run does is in {@link LiveExposureTest}. */
@EnabledOnOs(OS.LINUX)
class OpenPortsTest {
  @TempDir private static Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--parallelism=2", "--streaming=true"})
  void aReplayOnFlinkListensOnLoopbackAlone(String mode) throws Exception {
    var archive = folder.resolve("log" + mode);
    assertEquals(0, CommandRun.of("simulate", "--devices=5", "--days=10", "--out", archive).exitCode());
    try (var run =
        ChildRun.start(
            "run", "--archive", archive, "--views", folder.resolve("views" + mode), "--runner=FlinkRunner", mode)) {
      var seen = run.listensUntil(() -> false);
      assertEquals(0, run.end().exitCode(), run::said);
      assertFalse(seen.isEmpty());
      assertEquals(List.of(), ListeningSockets.open(seen));
    }
  }
}
