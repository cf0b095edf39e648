package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options of Beam and its runners, given to the program in a process of its own, which registers them as they are given. */
class BeamOptionsRunTest {
  @TempDir static Path folder;

  @BeforeAll
  static void simulate() {
    CommandRun.of("simulate", "--devices", 2, "--days", 2, "--out", folder.resolve("log"));
  }

  @Test
  void anOptionOfAnotherInterfaceThanTheRunnersIsAccepted() throws InterruptedException {
    var run = replay("--runner=DirectRunner", "--targetParallelism=1", "--experiments=none", "--jobName=night");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("192"), run.out());
  }

  @Test
  void aReplayInMemoryAcceptsOptionsOfRunnersToo() throws InterruptedException {
    var run = replay("--parallelism=2");
    assertEquals(0, run.exitCode(), run.err());
  }

  @Test
  void anOptionThatDoesNotExistIsRefusedWithTheOneThatWasProbablyMeant() throws InterruptedException {
    var run = replay("--runner=FlinkRunner", "--maxParalelism=2");
    assertEquals(2, run.exitCode());
    assertEquals(
        "meterline: there is no option --maxParalelism of 'run', or of Beam; did you mean --maxParallelism? (see 'meterline run --help')",
        run.err().strip());
  }

  private static CommandRun replay(String... options) throws InterruptedException {
    var words = new ArrayList<Object>(List.of("run", "--archive", folder.resolve("log"), "--views", folder.resolve("views")));
    words.addAll(List.of(options));
    return ChildRun.of(words.toArray());
  }
}
