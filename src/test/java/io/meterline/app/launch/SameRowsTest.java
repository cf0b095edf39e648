package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.app.cli.ChildRun;
import io.meterline.app.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One log and one set of rules have one result, whatever computed it. */
class SameRowsTest {
  @TempDir Path temp;

  @Test
  void aSeedGivesTheSameArchiveAndAReplayTheSameRowsInTheSameOrderOnAnyRunnerAndInAnyProcess() throws IOException, InterruptedException {
    var here = temp.resolve("here");
    var there = temp.resolve("there");
    assertSucceeded(CommandRun.of("simulate", "--devices", 12, "--days", 12, "--seed", 5, "--out", here));
    assertSucceeded(ChildRun.of("simulate", "--devices", 12, "--days", 12, "--seed", 5, "--out", there));
    assertEquals(FolderBytes.of(here), FolderBytes.of(there));

    var direct = temp.resolve("direct");
    var flink = temp.resolve("flink");
    assertSucceeded(CommandRun.of("run", "--archive", here, "--views", direct));
    assertSucceeded(
        ChildRun.of("run", "--archive", there, "--views", flink, "--runner=FlinkRunner", "--parallelism=2", "--window=P1D"));
    assertEquals(FolderRows.of(direct), FolderRows.of(flink));
  }

  private static void assertSucceeded(CommandRun run) {
    assertEquals(0, run.exitCode(), run.err());
  }
}
