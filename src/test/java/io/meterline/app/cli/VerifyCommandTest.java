package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.verify.ViewDiff;
import io.meterline.connect.parquet.DuckDb;
import io.meterline.connect.parquet.ViewFile;
import io.meterline.connect.parquet.ViewReader;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Comparison;
import io.meterline.engine.analysis.Usage;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.Table;
import io.meterline.model.view.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  private static final LocalDate DAY = LocalDate.parse("2013-01-01");

  @TempDir Path folder;
  private Path left;
  private Path right;

  @BeforeEach
  void emptyViews() throws IOException {
    left = folder.resolve("left");
    right = folder.resolve("right");
    for (var view : Analyses.standard().views()) {
      Files.createDirectories(left.resolve(view.name()));
      Files.createDirectories(right.resolve(view.name()));
    }
  }

  @Test
  void snapshotsAreNotCompared() throws IOException {
    write(left, "a", usage("m1", 1));
    write(right, "a", usage("m1", 1));
    Files.createDirectories(left.resolve("snapshots"));
    var time = Instant.parse("2024-03-02T00:00:00Z");
    ViewFile.write(
        left.resolve("snapshots/a.parquet"),
        Table.of(Snapshots.VIEW, List.of(Snapshots.VIEW.row(0, "m1", time, time.minusSeconds(1), Bytes.owning(new byte[] {1})))));
    var run = CommandRun.of("verify", left, right);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().endsWith("identical\n") && !run.out().contains("snapshots"), run.out());
  }

  @Test
  void viewsWithTheSameRowsAreIdenticalInWhateverFilesAndOrder() throws IOException {
    write(left, "a", usage("m1", 1), usage("m2", 2), usage("m3", 3));
    write(right, "x", usage("m3", 3));
    write(right, "y", usage("m2", 2), usage("m1", 1));
    var run = CommandRun.of("verify", left, right);
    assertEquals(
        String.join(
            "\n",
            "view                 left        right     differ  only left only right   repeated",
            "usage                   3            3          0          0          0          0",
            "alerts                  0            0          0          0          0          0",
            "cohorts                 0            0          0          0          0          0",
            "comparisons             0            0          0          0          0          0",
            "rejected                0            0          0          0          0          0",
            "identical",
            ""),
        run.out());
    assertEquals(0, run.exitCode());
    assertEquals("", run.err());
  }

  @Test
  void differencesAreShownColumnByColumnInTheOrderOfKeys() throws IOException {
    write(left, "a", usage("m4", 4), usage("m3", 3), usage("m2", 2), usage("m1", 1));
    write(right, "a", usage("m1", 1), usage("m2", 7), usage("m3", 3), usage("m5", 5));
    var run = CommandRun.of("verify", left, right);
    assertEquals(1, run.exitCode());
    assertEquals(
        String.join(
            "\n",
            "usage: 3 of its 3 differences",
            "  device=m2 date=2013-01-01 zone=UTC",
            "                                           left                    right",
            "    milliwatt_hours                           2                        7",
            "    hourly[1]                                 2                        7",
            "  device=m4 date=2013-01-01 zone=UTC: only left",
            "    milliwatt_hours=4 cost_micros=- readings=1 hourly=[0, 4] peak_watts=9 standing_micros=- covered_seconds=1800",
            "  device=m5 date=2013-01-01 zone=UTC: only right",
            "    milliwatt_hours=5 cost_micros=- readings=1 hourly=[0, 5] peak_watts=9 standing_micros=- covered_seconds=1800",
            "",
            "the views differ",
            ""),
        run.out().substring(run.out().indexOf("usage: ")));
    assertTrue(run.out().contains("\nusage                   4            4          1          1          1          0\n"));
  }

  @Test
  void noMoreDifferencesAreShownThanAskedFor() throws IOException {
    write(left, "a", usage("m1", 1), usage("m2", 2), usage("m3", 3));
    var run = CommandRun.of("verify", left, right, "--show", "1");
    assertTrue(run.out().contains("usage: 1 of its 3 differences\n  device=m1 "), run.out());
    assertTrue(!run.out().contains("device=m2"), run.out());
    assertEquals(1, CommandRun.of("verify", left, right, "--show=0").exitCode());
    assertEquals(2, CommandRun.of("verify", left, right, "--show=-1").exitCode());
  }

  @Test
  void aRepeatedKeyIsADifferenceEvenIfTheRowsAreEqual() throws IOException {
    write(left, "a", usage("m1", 1));
    write(right, "a", usage("m1", 1));
    write(right, "b", usage("m1", 1));
    var run = CommandRun.of("verify", left, right);
    assertEquals(1, run.exitCode());
    assertTrue(
        run.out().contains("  device=m1 date=2013-01-01 zone=UTC: several rows of one key: 1 left, 2 right\n"), run.out());
    assertEquals(1, CommandRun.of("verify", right, right).exitCode());
  }

  @Test
  void rejectedRowsAreComparedAsAListWhoseOrderDoesNotMatter() throws IOException {
    var one = rejected("one");
    var two = rejected("two");
    write(left, "a", one, two, one);
    write(right, "a", two, one, one);
    assertEquals(0, CommandRun.of("verify", left, right).exitCode());

    write(right, "b", one, one, two);
    var run = CommandRun.of("verify", left, right);
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("rejected                3            6          0          0          3          0\n"));
    assertTrue(run.out().contains("  kind=READING partition=- offset=-: 2 times only right\n"), run.out());
  }

  @Test
  void columnsThatAViewDoesNotHaveAreNotCompared() throws Exception {
    var row = "SELECT 'c' AS cohort, DATE '2013-01-01' AS date, 1::BIGINT AS devices, 2::BIGINT AS milliwatt_hours, "
        + "3::BIGINT AS p10, 4::BIGINT AS p25, 5::BIGINT AS p50, 6::BIGINT AS p75, 7::BIGINT AS p90";
    DuckDb.write(left.resolve("cohorts/a.parquet"), row + ", 17::BIGINT AS revision");
    write(right, "a", Comparison.COHORTS.row(0, "c", DAY, 1L, 2L, 3L, 4L, 5L, 6L, 7L));
    assertEquals(0, CommandRun.of("verify", left, right).exitCode());
  }

  @Test
  void aFolderReachedThroughLinksIsComparedAsItIs() throws IOException {
    write(left, "a", usage("m1", 1));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("left"));
    assertEquals(0, CommandRun.of("verify", left, folder.resolve("link")).exitCode());
  }

  @Test
  void aTruncatedFileFails() throws IOException {
    write(left, "a", usage("m1", 1));
    var file = left.resolve("usage/a.parquet");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 200));
    var run = CommandRun.of("verify", left, right);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith("meterline: " + file + ": not a complete Parquet file"), run.err());
    assertEquals(1, run.err().lines().count());
  }

  @Test
  void aMissingViewFailsBeforeAnythingIsCompared() throws IOException {
    Files.delete(right.resolve("rejected"));
    var run = CommandRun.of("verify", left, right);
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertEquals("meterline: " + right.resolve("rejected") + ": there is no such folder\n", run.err());
  }

  @Test
  void viewsTooLargeForMemoryAreComparedInParts() throws IOException {
    var rows = new ArrayList<Row>();
    var others = new ArrayList<Row>();
    for (var i = 0; i < 1000; i++) {
      rows.add(usage("m" + i, i));
      others.add(usage("m" + i, i % 100 == 0 ? -1 : i));
    }
    others.remove(999);
    Collections.shuffle(others, new Random(1));
    write(left, "a", rows.toArray(Row[]::new));
    write(right, "a", others.toArray(Row[]::new));

    var whole = compare(Usage.VIEW, 10_000);
    assertEquals(10, whole.differing());
    assertEquals(1, whole.onlyLeft());
    assertEquals(3, whole.first().size());
    assertEquals(whole, compare(Usage.VIEW, 50));
    assertEquals(whole, compare(Usage.VIEW, 333));
  }

  private ViewDiff.Result compare(View view, int rowsAtOnce) {
    return ViewDiff.compare(ViewReader.of(left, view), ViewReader.of(right, view), 3, rowsAtOnce);
  }

  private static Row usage(String device, long energy) {
    return Usage.VIEW.row(0, device, DAY, "UTC", energy, OptionalLong.empty(), 1L, List.of(0L, energy), 9L, OptionalLong.empty(), 1800L);
  }

  private static Row rejected(String detail) {
    return Rejected.VIEW.row(
        0, "READING", Optional.empty(), Optional.empty(), "MALFORMED", detail, Optional.of(Instant.EPOCH), "{}");
  }

  private static void write(Path views, String name, Row... rows) throws IOException {
    var view = rows[0].view();
    var file = views.resolve(view.name()).resolve(name + ".parquet");
    ViewFile.write(file, Table.of(view, List.of(rows)));
  }
}
