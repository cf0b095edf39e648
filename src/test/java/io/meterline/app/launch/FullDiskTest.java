package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.app.cli.Meterline;
import io.meterline.cluster.BrokerProcess;
import io.meterline.cluster.JavaProcess;
import io.meterline.cluster.Waiting;
import io.meterline.connect.files.Mount;
import io.meterline.connect.parquet.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live run on Flink whose archive is on a disk that becomes full while events keep arriving: it ends, and the next run resumes. */
class FullDiskTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String LATENESS = "--lateness=PT1H";

  @TempDir private Path folder;
  private int runs;

  @Test
  void theRunEndsInOneLineAndTheNextRunWithSpaceLosesNothing() throws Exception {
    var disk = Mount.ofSize(folder.resolve("disk"), "8m");
    assumeTrue(disk.isPresent(), "this user may mount nothing");
    try (var mounted = disk.get();
        var broker = BrokerProcess.start(folder.resolve("broker"))) {
      var archive = mounted.folder().resolve("log");
      succeed("topics", "--bootstrap", broker.bootstrap(), "--partitions", "3");
      var street = new Street(broker.bootstrap());
      try (street) {
        street.open();
        try (var run = start(broker, archive)) {
          Waiting.until(PATIENCE, () -> archived(archive) > 0 || !run.isRunning(), run::output);
          assertTrue(run.isRunning(), () -> run.output() + broker.output());
          fill(mounted.folder());
          endsForLackOfSpace(run, archive);
        }
        assertTrue(archived(archive) < street.events());
        Files.delete(filler(mounted.folder()));
      }
      try (var run = start(broker, archive)) {
        Waiting.until(
            PATIENCE,
            () -> archived(archive) == street.events(),
            () -> archived(archive) + " events archived of " + street.events() + "; " + run.output());
        verify(archive, broker.bootstrap());
        assertTrue(run.isRunning(), run::output);
      }
    }
  }

  private JavaProcess start(BrokerProcess broker, Path archive) {
    var arguments = new ArrayList<>(List.of("run", "--kafka", broker.bootstrap(), "--kafka-config=" + broker.patientClient()));
    arguments.addAll(List.of(LATENESS, "--window=PT1S", "--wait=PT0S"));
    arguments.addAll(List.of("--compare-every=PT1S", "--runner=FlinkRunner", "--parallelism=1"));
    arguments.addAll(List.of("--archive=" + archive, "--archive-every=PT2S"));
    arguments.addAll(List.of("--checkpoints=" + folder.resolve("checkpoints"), "--checkpoint-every=PT1S"));
    return JavaProcess.start(folder.resolve("run-" + runs++ + ".log"), List.of("-Xmx512m"), Meterline.class.getName(), arguments);
  }

  private static void endsForLackOfSpace(JavaProcess run, Path archive) {
    assertEquals(2, run.await(PATIENCE), run::output);
    var lines = run.output().lines().toList();
    var last = lines.get(lines.size() - 1);
    assertTrue(last.startsWith("meterline: cannot write the archive " + archive + ": "), run::output);
    assertTrue(last.contains("No space left on device"), run::output);
    assertEquals(1, lines.stream().filter(line -> line.contains("No space left on device")).count(), run::output);
  }

  /** Leaves no free space at all. */
  private static void fill(Path disk) throws IOException {
    try (var filler = Files.newOutputStream(filler(disk), StandardOpenOption.CREATE_NEW)) {
      var bytes = new byte[4_096];
      while (Files.getFileStore(disk).getUsableSpace() > 0) {
        filler.write(bytes);
      }
    } catch (IOException e) {
      assertTrue(e.getMessage().contains("No space left on device"), e::toString); // The run took the last of it.
    }
  }

  private static Path filler(Path disk) {
    return disk.resolve("filler");
  }

  /** How many events the archive has, as another engine reads it. */
  private static long archived(Path archive) {
    var files = "(SELECT count(*) FROM '" + archive + "/%s/**/*.parquet')";
    try {
      var count = DuckDb.query("SELECT " + files.formatted("readings") + " + " + files.formatted("settings"));
      return Long.parseLong(count.get(0));
    } catch (SQLException e) {
      return 0; // Not begun yet.
    }
  }

  private void verify(Path archive, String bootstrap) {
    var last = new AtomicReference<CommandRun>();
    Waiting.until(
        PATIENCE,
        () -> {
          var views = folder.resolve("views-" + runs++);
          succeed("run", "--archive", archive, "--views", views, "--known=then", LATENESS, "--runner=FlinkRunner");
          last.set(CommandRun.of("verify", "kafka://" + bootstrap, views, "--show", 20));
          return last.get().exitCode() == 0;
        },
        () -> last.get().toString());
  }

  private static void succeed(Object... command) {
    var run = CommandRun.of(command);
    assertEquals(0, run.exitCode(), run::toString);
  }
}
