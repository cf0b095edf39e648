package io.meterline.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.ChildRun;
import io.meterline.app.cli.CommandRun;
import io.meterline.cluster.JavaCommand;
import io.meterline.cluster.Waiting;
import io.meterline.connect.files.ProcessFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporary files of a run are removed when it ends, or by the next run. */
class ScratchTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String FLINK = "--runner=FlinkRunner";

  @TempDir Path temp;
  private Path log;
  private Path temporary;

  @BeforeEach
  void simulate() throws IOException {
    log = temp.resolve("log");
    temporary = Files.createDirectory(temp.resolve("tmp"));
    assertEquals(0, CommandRun.of("simulate", "--devices", 2, "--days", 2, "--out", log).exitCode());
  }

  @Test
  void aRunLeavesNothingAndRemovesLeftoversOfAKilledOne() throws IOException, InterruptedException {
    try (var killed = run("one")) {
      Waiting.until(PATIENCE, () -> hasCluster() || !killed.isAlive(), killed::output);
      killed.kill();
    }
    assertTrue(hasCluster(), () -> "killed too late, or early: " + found());
    try (var next = run("two")) {
      assertEquals(0, next.end().exitCode(), next::output);
    }
    assertEquals(List.of(), found());
  }

  @Test
  void aRunThatFailsLeavesNothing() throws InterruptedException {
    try (var failed = ChildRun.startWithTemporary(temporary, "run", "--archive", temp.resolve("none"), "--views", temp.resolve("v"), FLINK)) {
      assertEquals(2, failed.end().exitCode());
    }
    assertEquals(List.of(), found());
  }

  @Test
  void noOtherRunRemovesTheFolderOfALongRunningProcess() throws IOException, InterruptedException {
    var process = entered();
    try {
      assertEquals('!', process.getInputStream().read());
      ProcessFolder.create(temporary, "meterline-run-").close();
      assertTrue(found().stream().anyMatch(path -> path.endsWith("/.lock")), () -> "removed: " + found());
    } finally {
      process.getOutputStream().close();
      process.waitFor();
    }
    assertEquals(List.of(), found());
  }

  private Process entered() throws IOException {
    return new ProcessBuilder(JavaCommand.of(List.of("-Djava.io.tmpdir=" + temporary), Entered.class.getName())).start();
  }

  /** Has its temporary files in a folder of its own until its input ends, and says so when what it does not hold is gone. */
  static final class Entered {
    public static void main(String[] args) throws IOException {
      Scratch.enter();
      var unheld = new WeakReference<>(new Object());
      while (unheld.get() != null) {
        System.gc();
      }
      // Cleaners run after garbage collection.
      for (var round = 0; round < 5; round++) {
        System.gc();
      }
      System.setProperty("java.io.tmpdir", "/somewhere/else");
      System.out.print('!');
      System.out.flush();
      System.in.read();
      Scratch.leave();
    }
  }

  private ChildRun run(String views) {
    return ChildRun.startWithTemporary(temporary, "run", "--archive", log, "--views", temp.resolve(views), FLINK);
  }

  private boolean hasCluster() {
    return found().stream().anyMatch(path -> path.contains("minicluster_"));
  }

  /** Everything in the temporary folder. */
  private List<String> found() {
    try (var paths = Files.walk(temporary)) {
      return paths.filter(path -> !path.equals(temporary)).map(Path::toString).toList();
    } catch (IOException | UncheckedIOException e) {
      // Changed concurrently.
      return List.of();
    }
  }
}
