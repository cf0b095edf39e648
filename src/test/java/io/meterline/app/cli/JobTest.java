package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.process.ExitCode;
import io.meterline.model.MeterlineException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;

/** The entry point of the bundled jars, in this process. */
class JobTest {
  @TempDir private Path folder;

  @Test
  void aJobAcceptsTheOptionsOfRunAndReturns() {
    assertEquals(ExitCode.OK, CommandRun.of("simulate", "--devices=2", "--days=2", "--out=" + folder.resolve("log")).exitCode());
    // Embedded Flink shuts down when its job is done: its result cannot be queried afterwards.
    Job.main(
        new String[] {
          "@pipelines/flink-backfill.args",
          "--archive=" + folder.resolve("log"),
          "--views=" + folder.resolve("job"),
          "--parallelism=1",
          "--attachedMode=true"
        });
    var run =
        CommandRun.of(
            "run", "@pipelines/local.args", "--archive=" + folder.resolve("log"), "--views=" + folder.resolve("run"));
    assertEquals(ExitCode.OK, run.exitCode(), run::err);
    var compared = CommandRun.of("verify", folder.resolve("job"), folder.resolve("run"));
    assertEquals(ExitCode.OK, compared.exitCode(), compared::toString);
  }

  @Test
  void aJobThrowsItsFailure() {
    var none = folder.resolve("none");
    var failure = assertThrows(MeterlineException.class, () -> Job.main(new String[] {"--archive=" + none, "--views=" + none}));
    assertTrue(failure.getMessage().contains(none.toString()), failure::toString);
    assertThrows(ParameterException.class, () -> Job.main(new String[] {"--views=" + none}));
    assertThrows(ParameterException.class, () -> Job.main(new String[] {"--window=soon"}));
    assertTrue(Files.notExists(none));
  }

  @Test
  void checkpointsOfAJobAreConfiguredInItsCluster() {
    var refused =
        assertThrows(
            MeterlineException.class,
            () -> Job.main(new String[] {"--kafka=localhost:1", "--checkpoints=c", "--runner=FlinkRunner"}));
    assertTrue(refused.getMessage().contains("state.checkpoints.dir"), refused::toString);
  }
}
