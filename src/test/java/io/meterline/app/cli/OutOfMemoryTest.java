package io.meterline.app.cli;

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

/** Too little memory is reported in one line, and nothing blocks for ever: in processes of their own, as for users. */
class OutOfMemoryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int DEVICES = 60;

  @TempDir private static Path shared;
  private static Path csv;
  private static Path log;
  private static Path views;

  @TempDir Path temp;

  /** Few devices, whose names together do not fit in a small heap. */
  @BeforeAll
  static void replay() throws IOException {
    csv = shared.resolve("r.csv");
    log = shared.resolve("log");
    views = shared.resolve("views");
    try (var out = Files.newBufferedWriter(csv)) {
      out.write("device,at,seconds,kwh\n");
      for (var device = 0; device < DEVICES; device++) {
        out.write(device + "m".repeat(1_000_000) + ",2013-01-01T00:00:00Z,1800,1\n");
      }
    }
    assertEquals(0, CommandRun.of("import", "--readings", csv, "--out", log).exitCode());
    assertEquals(0, CommandRun.of("run", "--archive", log, "--views", views).exitCode());
  }

  @Test
  void anImportReportsItAndLeavesNothing() throws IOException, InterruptedException {
    assertOutOfMemory("-Xmx64m", "import", "--readings", csv, "--out", temp.resolve("log"));
    try (var left = Files.list(temp)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aComparisonReportsItAndNotThatViewsDiffer() throws InterruptedException {
    assertOutOfMemory("-Xmx64m", "verify", views, views);
  }

  @ParameterizedTest
  @CsvSource({"FlinkRunner,-Xmx64m", "DirectRunner,-Xmx64m"})
  void aRunReportsItAndEnds(String runner, String memory) throws InterruptedException {
    assertOutOfMemory(memory, "run", "--archive", log, "--views", temp.resolve("views"), "--runner=" + runner);
  }

  private static void assertOutOfMemory(String memory, Object... words) throws InterruptedException {
    try (var child = ChildRun.startWithMemory(memory, words)) {
      assertTrue(child.endsWithin(PATIENCE), child::output);
      var run = child.end();
      assertEquals(2, run.exitCode(), run.err());
      var complaints = run.complaints().stream().filter(line -> !line.startsWith("importing ")).toList();
      assertEquals(1, complaints.size(), run.err());
      assertTrue(complaints.get(0).matches("meterline: out of memory.*METERLINE_JAVA_OPTS=-Xmx4g"), run.err());
    }
  }
}
