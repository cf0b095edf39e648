package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.ChildRun;
import io.meterline.app.cli.CommandRun;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.parquet.DuckDb;
import io.meterline.connect.versions.Recipe;
import io.meterline.connect.versions.Versions;
import io.meterline.engine.analysis.Analyses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The views are those of one complete run, whatever happens to others. */
class ReplayFailureTest {
  private static final String DIRECT = "--runner=DirectRunner";
  private static final String FLINK = "--runner=FlinkRunner";

  @TempDir private static Path shared;
  private static Path archive;

  @TempDir Path temp;
  private Path views;

  @BeforeAll
  static void simulate() {
    archive = shared.resolve("log");
    assertSucceeded(CommandRun.of("simulate", "--devices", 12, "--days", 12, "--seed", 5, "--out", archive));
  }

  @BeforeEach
  void nameTheViews() {
    views = temp.resolve("views");
  }

  @ParameterizedTest
  @ValueSource(strings = {DIRECT, FLINK})
  void aTruncatedFileFailsTheRunAndLeavesTheViewsUnchanged(String runner) throws IOException {
    publish();
    var before = FolderBytes.of(views);
    var broken = temp.resolve("broken");
    copy(archive, broken);
    var file = broken.resolve("readings/part-00000.parquet");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5_000));
    assertFails(CommandRun.of("run", "--archive", broken, "--views", views, runner), file + ": not a complete Parquet file");
    assertEquals(before, FolderBytes.of(views));
  }

  @ParameterizedTest
  @ValueSource(strings = {DIRECT, FLINK})
  void aDamagedFileFailsTheRunAndLeavesTheViewsUnchanged(String runner) throws IOException {
    publish();
    var before = FolderBytes.of(views);
    assertFails(CommandRun.of("run", "--archive", damaged(), "--views", views, runner), "part-00000.parquet");
    assertEquals(before, FolderBytes.of(views));
  }

  @Test
  void theFirstRunOfAFolderThatFailsLeavesNoViews() throws IOException {
    assertFails(CommandRun.of("run", "--archive", damaged(), "--views", views), "part-00000.parquet");
    assertEquals(List.of("", ".lock", "versions"), List.copyOf(FolderBytes.of(views).keySet()));
  }

  /** In a process of its own, so that all log output of the runner reaches standard error. */
  @Test
  void aFailureIsTheOnlyLineOnStandardError() throws IOException, InterruptedException {
    assertFails(ChildRun.of("run", "--archive", damaged(), "--views", views, FLINK), "part-00000.parquet");
  }

  /** An archive whose file of readings has a valid footer, so that the run fails only when it reads the data. */
  private Path damaged() throws IOException {
    var damaged = temp.resolve("damaged");
    copy(archive, damaged);
    var file = damaged.resolve("readings/part-00000.parquet");
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x20;
    Files.write(file, bytes);
    return damaged;
  }

  @Test
  void twoConcurrentRunsPublishTheViewsOfOneOfThem() throws IOException, InterruptedException, ExecutionException {
    assertSucceeded(run(temp.resolve("now"), "--known=now"));
    assertSucceeded(run(temp.resolve("then"), "--known=then"));
    var one = FolderRows.of(temp.resolve("now"));
    var other = FolderRows.of(temp.resolve("then"));
    assertFalse(one.equals(other));
    var threads = Executors.newFixedThreadPool(2);
    var now = threads.submit(() -> run(views, "--known=now"));
    var then = threads.submit(() -> run(views, "--known=then"));
    threads.shutdown();
    assertSucceeded(now.get());
    assertSucceeded(then.get());
    var left = FolderRows.of(views);
    assertTrue(left.equals(one) || left.equals(other));
    assertThatOneAndTheOneBeforeAreKept();
  }

  @Test
  void aKilledRunLeavesTheViewsUnchangedAndCleanRemovesItsLeftovers() throws IOException, InterruptedException {
    publish();
    var before = FolderBytes.of(views);
    try (var watch = views.getFileSystem().newWatchService()) {
      views.resolve("versions").register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      try (var child = ChildRun.start("run", "--archive", archive, "--views", views, DIRECT)) {
        var version = views.resolve("versions").resolve(watch.take().pollEvents().get(0).context().toString());
        // Another run starts and fails meanwhile: it must not remove what is being written.
        var missing = temp.resolve("missing");
        assertFails(CommandRun.of("run", "--archive", missing, "--views", views), "there is no such folder");
        Versions.begin(new LocalFolder(views), Optional.empty(), Recipe.of(Map.of()), Analyses.standard().views()).close();
        assertTrue(child.isAlive());
        assertTrue(Files.isDirectory(version));
        assertTrue(child.kill().exitCode() > 128);
        assertTrue(Files.isDirectory(version));
      }
    }
    var after = FolderBytes.of(views);
    after.keySet().removeIf(path -> !before.containsKey(path));
    assertEquals(before, after);
    publish();
    assertSucceeded(CommandRun.of("views", "clean", views, "--yes"));
    assertThatOneAndTheOneBeforeAreKept();
    assertEquals(Set.of("current", "history", ".lock", "versions"), Set.of(views.toFile().list()));
  }

  @Test
  void anotherToolReadsTheViewsWithTheirDocumentedColumns() throws SQLException {
    publish();
    assertEquals(
        List.of(
            "device VARCHAR", "date DATE", "zone VARCHAR", "milliwatt_hours BIGINT", "cost_micros BIGINT",
            "readings BIGINT", "hourly BIGINT[]", "peak_watts BIGINT", "standing_micros BIGINT", "covered_seconds BIGINT"),
        columns("usage"));
    assertEquals(
        List.of(
            "device VARCHAR", "opened_at TIMESTAMP WITH TIME ZONE", "closed_at TIMESTAMP WITH TIME ZONE",
            "threshold_watts BIGINT", "peak_watts BIGINT", "milliwatt_hours BIGINT", "readings BIGINT"),
        columns("alerts"));
    assertEquals(
        List.of(
            "cohort VARCHAR", "date DATE", "devices BIGINT", "milliwatt_hours BIGINT", "p10 BIGINT", "p25 BIGINT",
            "p50 BIGINT", "p75 BIGINT", "p90 BIGINT"),
        columns("cohorts"));
    assertEquals(
        List.of(
            "device VARCHAR", "date DATE", "cohort VARCHAR", "milliwatt_hours BIGINT", "rank BIGINT", "devices BIGINT",
            "covered_seconds BIGINT"),
        columns("comparisons"));
    assertEquals(
        List.of(
            "kind VARCHAR", "partition INTEGER", "offset BIGINT", "reason VARCHAR", "detail VARCHAR",
            "logged_at TIMESTAMP WITH TIME ZONE", "content VARCHAR"),
        columns("rejected"));
    assertEquals(List.of("12"), DuckDb.query("SELECT count(DISTINCT device) FROM " + files("usage")));
  }

  private List<String> columns(String view) throws SQLException {
    return DuckDb.query("SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM " + files(view) + ")");
  }

  private String files(String view) {
    return "'" + views.resolve("current").resolve(view) + "/*.parquet'";
  }

  private void publish() {
    assertSucceeded(run(views, DIRECT));
  }

  private static CommandRun run(Path views, String option) {
    return CommandRun.of("run", "--archive", archive, "--views", views, option);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var paths = Files.walk(from)) {
      for (var path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }

  private void assertThatOneAndTheOneBeforeAreKept() throws IOException {
    try (var versions = Files.list(views.resolve("versions"))) {
      assertEquals(2, versions.count());
    }
  }

  private static void assertSucceeded(CommandRun run) {
    assertEquals(0, run.exitCode(), run.err());
  }

  private static void assertFails(CommandRun run, String says) {
    assertEquals(2, run.exitCode());
    assertEquals(1, run.complaints().size(), run.err());
    assertTrue(run.complaints().get(0).startsWith("meterline: "), run.err());
    assertTrue(run.complaints().get(0).contains(says), run.err());
  }
}
