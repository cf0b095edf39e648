package io.meterline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Too little memory is said in one line, and nothing waits for ever: in processes of their own, as it is for users. */
class OutOfMemoryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private static Path shared;
  private static Path log;
  private static Path views;

  @TempDir Path temp;

  @BeforeAll
  static void replay() {
    log = shared.resolve("log");
    views = shared.resolve("views");
    assertEquals(0, CommandRun.of("simulate", "--devices", 300, "--days", 30, "--out", log).exitCode());
    assertEquals(0, CommandRun.of("run", "--archive", log, "--views", views, "--runner=FlinkRunner").exitCode());
  }

  @Test
  void anImportSaysSoAndLeavesNothing() throws IOException, InterruptedException {
    var csv = Files.writeString(temp.resolve("r.csv"), "device,at,seconds,kwh\n" + "m1,2013-01-01T00:00:00Z,1800,1\n".repeat(200_000));
    assertOutOfMemory("-Xmx14m", "import", "--readings", csv, "--out", temp.resolve("log"));
    assertEquals(List.of(csv), left(temp));
  }

  @Test
  void aComparisonSaysSoAndNotThatViewsDiffer() throws InterruptedException {
    assertOutOfMemory("-Xmx14m", "verify", views, views);
  }

  @ParameterizedTest
  @CsvSource({"FlinkRunner,-XX:MaxDirectMemorySize=16m", "DirectRunner,-Xmx40m"})
  void aRunSaysSoAndEnds(String runner, String memory) throws IOException, InterruptedException {
    var other = temp.resolve("views");
    assertOutOfMemory(memory, "run", "--archive", log, "--views", other, "--runner=" + runner);
    assertEquals(List.of(), left(other.resolve(".versions")));
  }

  private static void assertOutOfMemory(String memory, Object... words) throws InterruptedException {
    try (var child = ChildRun.startWithMemory(memory, words)) {
      assertTrue(child.endsWithin(PATIENCE), child::said);
      var run = child.end();
      assertEquals(2, run.exitCode(), run.err());
      assertEquals(1, run.complaints().size(), run.err());
      assertTrue(run.complaints().get(0).matches("meterline: out of memory.*METERLINE_JAVA_OPTS=-Xmx4g"), run.err());
    }
  }

  private static List<Path> left(Path folder) throws IOException {
    try (var paths = Files.list(folder)) {
      return paths.toList();
    }
  }
}
