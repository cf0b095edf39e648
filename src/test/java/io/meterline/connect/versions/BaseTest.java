package io.meterline.connect.versions;

import static io.meterline.connect.versions.SmallViews.MARCH;
import static io.meterline.connect.versions.SmallViews.comparison;
import static io.meterline.connect.versions.SmallViews.day;
import static io.meterline.connect.versions.SmallViews.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.files.Folder;
import io.meterline.connect.versions.SmallViews.Changes;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.MeterlineException;
import io.meterline.model.time.DateRange;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run reads of the version that it starts from. */
class BaseTest {
  private static final int STATE = Snapshots.VIEW.indexOf("state");

  @TempDir Path temp;

  private static Folder written(Folder views) {
    var rows = new ArrayList<Row>(List.of(day("m1", MARCH, 1)));
    for (var device : List.of("m1", "m2", "m3")) {
      for (var day = 1; day <= 70; day++) {
        rows.add(snapshot(device, MARCH.plusDays(day), day));
        rows.add(comparison(device, MARCH.plusDays(day), day));
      }
    }
    SmallViews.write(views, "base", "old", DateRange.ALL, rows);
    return views;
  }

  @ParameterizedTest
  @EnumSource
  void itsRecipeAndProvenanceAreThoseItWasWrittenWith(Kind kind) {
    var base = Versions.at(written(kind.place(temp))).base("base");
    assertEquals(SmallRun.recipe("old"), base.recipe());
    assertEquals(SmallViews.provenance(3), base.provenance());
  }

  @ParameterizedTest
  @EnumSource
  void theTimesOfItsSnapshotsAreReadByDeviceInOrder(Kind kind) {
    var found = new TreeMap<String, List<Long>>();
    var snapshots = Versions.at(written(kind.place(temp))).base("base").files().snapshots();
    snapshots.times(
        (device, time, lastReading) -> {
          assertEquals(time - 60_000, lastReading);
          found.computeIfAbsent(device, any -> new ArrayList<>()).add(time);
        });
    assertEquals(Set.of("m1", "m2", "m3"), found.keySet());
    found.values().forEach(times -> assertEquals(70, new TreeSet<>(times).size()));
    found.values().forEach(times -> assertEquals(List.copyOf(new TreeSet<>(times)), times));
    assertEquals(midnight(2).toEpochMilli(), found.get("m1").get(1));
  }

  @Test
  void aRoundReadsTheSnapshotsThatTheRoundBeforeHasWritten() {
    var views = written(Kind.PATH.place(temp));
    var versions = Versions.at(views);
    try (var version = Versions.begin(views, Optional.of("new"), SmallRun.recipe("longer"), SmallViews.VIEWS)) {
      var round = AmendedVersion.of(versions.base("base"), version, DateRange.ALL);
      SmallViews.run(round, new Changes(List.of(snapshot("m1", MARCH.plusDays(5), 99), comparison("m1", MARCH.plusDays(5), 99)), List.of()));
      var files = round.next().files();
      assertEquals(99, states(files).get("m1 " + midnight(5)));
      assertEquals(60, states(files).get("m2 " + midnight(60)));
      assertEquals(210, states(files).size());
      assertEquals(List.of(99L, 5L, 5L), ranks(files, MARCH.plusDays(5), MARCH.plusDays(6)));
      assertEquals(List.of(5L, 5L, 5L), ranks(versions.base("base").files(), MARCH.plusDays(5), MARCH.plusDays(6)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void comparisonsOfDatesAreReadAcrossMonths(Kind kind) {
    var files = Versions.at(written(kind.place(temp))).base("base").files();
    assertEquals(List.of(30L, 30L, 30L, 31L, 31L, 31L), ranks(files, MARCH.plusDays(30), MARCH.plusDays(32)).stream().sorted().toList());
    assertEquals(List.of(), ranks(files, MARCH.plusDays(30), MARCH.plusDays(30)));
    assertEquals(List.of(), ranks(files, MARCH.plusYears(3), MARCH.plusYears(4)));
  }

  @Test
  void snapshotsAreNotCountedAsContentOfAVersion() {
    var listed = Versions.at(written(Kind.PATH.place(temp))).list().get(0);
    assertEquals(Map.of("days", 1L, "alarms", 0L, "comparisons", 210L, "rejected", 0L), listed.rows());
  }

  @Test
  void aVersionThatCannotBeUsedIsReportedInOneLine() throws IOException {
    var views = written(Kind.PATH.place(temp));
    var versions = Versions.at(views);
    assertFails("views " + views + " have no version 7", () -> versions.base("7"));
    var begun = Versions.begin(views, Optional.of("begun"), SmallRun.recipe("m"), SmallViews.VIEWS);
    assertFails("version begun of views " + views + " is not complete", () -> versions.base("begun"));
    begun.close();
    var snapshot = versions.base("base").files().snapshots().files().get(0);
    var folder = versions.folder("base");
    folder.write(snapshot, "short");
    assertFails("version base of views " + views + " is damaged (" + snapshot + " has 5 bytes, not ", () -> versions.base("base"));
    folder.delete(List.of(snapshot));
    assertFails("version base of views " + views + " is damaged (" + snapshot + " is missing); remove it", () -> versions.base("base"));
  }

  @Test
  void aDamagedFileOfSnapshotsIsReportedInOneLine() throws IOException {
    var views = written(Kind.PATH.place(temp));
    var base = Versions.at(views).base("base");
    var file = base.files().snapshots().files().get(0);
    var folder = Versions.at(views).folder("base");
    folder.write(file, "x".repeat(Math.toIntExact(folder.files().stream().filter(each -> each.name().equals(file)).findFirst().orElseThrow().bytes())));
    var damaged = Versions.at(views).base("base").files();
    var says = folder.path(file) + ": not a complete Parquet file that can be read: ";
    assertFails(says, () -> damaged.snapshots().times((device, time, lastReading) -> {}));
    assertFails(says, () -> states(damaged));
  }

  private static Instant midnight(int day) {
    return Instant.parse("2024-03-01T00:00:00Z").plusSeconds(86_400L * day);
  }

  /** The last byte of each state, by device and time. */
  private static Map<String, Integer> states(ViewFiles files) {
    var states = new TreeMap<String, Integer>();
    for (var file : files.snapshots().files()) {
      files.read(file, Snapshots.VIEW, row -> states.put(row.get(0) + " " + row.get(1), (int) ((Bytes) row.get(STATE)).array()[2]));
    }
    return states;
  }

  private static List<Long> ranks(ViewFiles files, LocalDate from, LocalDate to) {
    var ranks = new TreeMap<String, Long>();
    files.comparisons().read(from, to, row -> ranks.put(row.get(0) + " " + row.get(1), (Long) row.find("rank").orElseThrow()));
    return List.copyOf(ranks.values());
  }

  private static void assertFails(String says, Executable step) {
    var failure = assertThrows(MeterlineException.class, step);
    assertTrue(failure.getMessage().startsWith(says), failure.getMessage());
    assertFalse(failure.getMessage().contains("\n"), failure.getMessage());
  }
}
