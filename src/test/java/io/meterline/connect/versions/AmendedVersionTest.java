package io.meterline.connect.versions;

import static io.meterline.connect.versions.SmallViews.MARCH;
import static io.meterline.connect.versions.SmallViews.alarm;
import static io.meterline.connect.versions.SmallViews.amend;
import static io.meterline.connect.versions.SmallViews.bytes;
import static io.meterline.connect.versions.SmallViews.comparison;
import static io.meterline.connect.versions.SmallViews.day;
import static io.meterline.connect.versions.SmallViews.rejected;
import static io.meterline.connect.versions.SmallViews.snapshot;
import static io.meterline.connect.versions.SmallViews.without;
import static io.meterline.connect.versions.SmallViews.write;
import static io.meterline.connect.versions.SmallViews.writeInPipeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.versions.SmallViews.Changes;
import io.meterline.model.MeterlineException;
import io.meterline.model.time.DateRange;
import io.meterline.model.view.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A version written as changes of another is the version that one run would write. */
class AmendedVersionTest {
  private static final List<Row> BASE = base();

  @TempDir Path temp;

  private static List<Row> base() {
    var rows = new ArrayList<Row>();
    for (var device : List.of("m1", "m2", "m3", "m4")) {
      for (var day = 0; day < 50; day++) {
        rows.add(day(device, MARCH.plusDays(day), 1000 + day));
        rows.add(comparison(device, MARCH.plusDays(day), 1));
        rows.add(snapshot(device, MARCH.plusDays(day + 1), day));
      }
    }
    rows.addAll(List.of(rejected(4), rejected(4), rejected(5)));
    return rows;
  }

  @ParameterizedTest
  @EnumSource
  void filesAndManifestAreThoseOfARunThatWritesAllRows(Kind kind) {
    var views = kind.place(temp);
    write(views, "base", "old", DateRange.ALL, BASE);
    // A file changes, one is new, one loses its only rows, a view gets its first; a row and a file stay as they are.
    var changes =
        new Changes(
            List.of(
                day("m1", MARCH, 7), day("m5", MARCH.plusYears(1), 1), day("m3", MARCH, 1000), alarm("m1", MARCH),
                rejected(6), snapshot("m1", MARCH.plusDays(1), 99)),
            List.of(rejected(4)));
    var written = amend(views, "base", "amended", "longer", DateRange.ALL, changes);
    var less = List.of(day("m1", MARCH, 1000), rejected(4), snapshot("m1", MARCH.plusDays(1), 0));
    writeInPipeline(views, "whole", "longer", DateRange.ALL, without(BASE, less, changes.rows()));
    assertSame(views, "whole", "amended");
    assertEquals(5, written.count() - written.shared());
  }

  @ParameterizedTest
  @EnumSource
  void aPipelineWritesTheSameFilesAndCountsTheRowsThatDiffer(Kind kind) {
    var views = kind.place(temp);
    write(views, "base", "old", DateRange.ALL, BASE);
    var changes = new Changes(List.of(day("m1", MARCH, 7), day("m5", MARCH, 1), day("m3", MARCH, 1000), rejected(6)), List.of(rejected(4), rejected(5)));
    amend(views, "base", "plain", "longer", DateRange.ALL, changes);
    try (var version = Versions.begin(views, Optional.of("piped"), SmallRun.recipe("longer"), SmallViews.VIEWS)) {
      var versions = Versions.at(views);
      var round = AmendedVersion.of(versions.base("base"), version, DateRange.ALL);
      assertThrows(MeterlineException.class, round::written, "before it has run");
      var counts = SmallViews.inPipeline(round, changes);
      versions.complete("piped", SmallRun.recipe("longer"), SmallViews.provenance(6), round.written(), SmallViews.VIEWS);
      assertEquals(
          Map.of("amended.added.days", 1L, "amended.changed.days", 1L, "amended.added.rejected", 1L, "amended.deleted.rejected", 2L),
          counts.entrySet().stream()
              .filter(count -> count.getKey().startsWith("amended") && count.getValue() != 0)
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
    assertSame(views, "plain", "piped");
  }

  @Test
  void aRoundThatIsRetriedWritesTheSameAgain() {
    var views = Kind.PATH.place(temp);
    write(views, "base", "old", DateRange.ALL, BASE);
    var changes = new Changes(List.of(rejected(6)), List.of(rejected(4)));
    amend(views, "base", "once", "longer", DateRange.ALL, changes);
    try (var version = Versions.begin(views, Optional.of("twice"), SmallRun.recipe("longer"), SmallViews.VIEWS)) {
      var versions = Versions.at(views);
      var round = AmendedVersion.of(versions.base("base"), version, DateRange.ALL);
      SmallViews.run(round, changes);
      SmallViews.run(round, changes);
      versions.complete("twice", SmallRun.recipe("longer"), SmallViews.provenance(6), round.written(), SmallViews.VIEWS);
    }
    assertSame(views, "once", "twice");
  }

  @Test
  void aVersionHasNoneOfTheFilesOfARunThatWasKilled() {
    var views = Kind.PATH.place(temp);
    write(views, "base", "old", DateRange.ALL, BASE);
    var killed = Versions.begin(views, Optional.of("amended"), SmallRun.recipe("longer"), SmallViews.VIEWS);
    SmallViews.run(AmendedVersion.of(Versions.at(views).base("base"), killed, DateRange.ALL), new Changes(List.of(day("m1", MARCH, 5)), List.of()));
    killed.handOver();
    killed.close();
    amend(views, "base", "amended", "longer", DateRange.ALL, new Changes(List.of(day("m2", MARCH, 7)), List.of()));
    write(views, "whole", "longer", DateRange.ALL, without(BASE, List.of(day("m2", MARCH, 1000)), List.of(day("m2", MARCH, 7))));
    var amended = bytes(Versions.at(views).folder("amended"));
    amended.remove("handed-over");
    assertEquals(bytes(Versions.at(views).folder("whole")), amended);
  }

  @ParameterizedTest
  @EnumSource
  void filesThatLoseAllRowsAreNotPartOfIt(Kind kind) {
    var views = kind.place(temp);
    var alarms = List.of(alarm("m1", MARCH), alarm("m2", MARCH.plusMonths(2)));
    write(views, "base", "old", DateRange.ALL, without(BASE, List.of(), alarms));
    amend(views, "base", "amended", "longer", DateRange.ALL, new Changes(List.of(), without(alarms, List.of(), List.of(rejected(5)))));
    write(views, "whole", "longer", DateRange.ALL, without(BASE, List.of(rejected(5)), List.of()));
    assertSame(views, "whole", "amended");
    assertTrue(bytes(Versions.at(views).folder("amended")).containsKey("alarms/empty.parquet"));
  }

  @ParameterizedTest
  @EnumSource
  void aRoundStartsFromWhatTheRoundBeforeHasWritten(Kind kind) {
    var views = kind.place(temp);
    var gone = alarm("m1", MARCH);
    write(views, "base", "old", DateRange.ALL, without(BASE, List.of(), List.of(gone)));
    var first = new Changes(List.of(day("m1", MARCH, 7), day("m2", MARCH, 8), rejected(6)), List.of(gone, rejected(4)));
    var second = new Changes(List.of(day("m2", MARCH, 1000), alarm("m1", MARCH.plusDays(1))), List.of(rejected(6), rejected(4)));
    amend(views, "base", "amended", "longer", DateRange.ALL, first, second);
    var less = List.of(day("m1", MARCH, 1000), rejected(4), rejected(4));
    write(views, "whole", "longer", DateRange.ALL, without(BASE, less, List.of(day("m1", MARCH, 7), alarm("m1", MARCH.plusDays(1)))));
    assertSame(views, "whole", "amended");
  }

  @ParameterizedTest
  @EnumSource
  void changesWithoutAnEffectShareEveryFile(Kind kind) {
    var views = kind.place(temp);
    write(views, "base", "old", DateRange.ALL, BASE);
    var nothing = new Changes(List.of(day("m1", MARCH, 1000), rejected(7)), List.of(alarm("m1", MARCH), rejected(7)));
    var written = amend(views, "base", "amended", "longer", DateRange.ALL, nothing);
    write(views, "whole", "longer", DateRange.ALL, BASE);
    assertSame(views, "whole", "amended");
    assertEquals(written.count(), written.shared());
  }

  @ParameterizedTest
  @EnumSource
  void aVersionWithoutRowsMayStayOneOrGetSome(Kind kind) {
    var views = kind.place(temp);
    write(views, "base", "old", DateRange.ALL, List.of());
    write(views, "whole", "longer", DateRange.ALL, List.of());
    amend(views, "base", "amended", "longer", DateRange.ALL, new Changes(List.of(), List.of()));
    assertSame(views, "whole", "amended");
    write(views, "all", "longest", DateRange.ALL, BASE);
    amend(views, "base", "filled", "longest", DateRange.ALL, new Changes(BASE, List.of()));
    assertSame(views, "all", "filled");
  }

  @ParameterizedTest
  @EnumSource
  void onlyRowsOfTheDatesAreWrittenButSnapshotsOfAllDates(Kind kind) {
    var views = kind.place(temp);
    var dates = new DateRange(MARCH.plusDays(3), MARCH.plusDays(40));
    write(views, "base", "old", dates, BASE);
    var changes = new Changes(List.of(day("m1", MARCH, 7), day("m1", MARCH.plusDays(3), 8), snapshot("m1", MARCH.plusDays(1), 99)), List.of());
    amend(views, "base", "amended", "longer", dates, changes);
    var less = List.of(day("m1", MARCH.plusDays(3), 1003), snapshot("m1", MARCH.plusDays(1), 0));
    write(views, "whole", "longer", dates, without(BASE, less, changes.rows()));
    assertSame(views, "whole", "amended");
    var rows = Versions.at(views).base("amended").files().rows();
    assertEquals(200, rows.entrySet().stream().filter(file -> file.getKey().startsWith("snapshots/")).mapToLong(file -> file.getValue()).sum());
    assertEquals(4 * 37, rows.entrySet().stream().filter(file -> file.getKey().startsWith("days/")).mapToLong(file -> file.getValue()).sum());
  }

  @ParameterizedTest
  @EnumSource
  void theBaseDoesNotChangeAndCanBeRemoved(Kind kind) {
    var views = kind.place(temp);
    write(views, "base", "old", DateRange.ALL, BASE);
    var before = bytes(Versions.at(views).folder("base"));
    amend(views, "base", "amended", "longer", DateRange.ALL, new Changes(List.of(day("m1", MARCH, 7)), List.of()));
    var after = bytes(Versions.at(views).folder("amended"));
    assertEquals(before, bytes(Versions.at(views).folder("base")));
    Versions.at(views).remove("base");
    assertEquals(after, bytes(Versions.at(views).folder("amended")));
    assertEquals(Optional.of("amended"), Versions.at(views).current());
  }

  @Test
  void onADiskFilesThatDoNotChangeAreHardLinks() throws IOException {
    var views = (LocalFolder) Kind.PATH.place(temp);
    write(views, "base", "old", DateRange.ALL, BASE);
    amend(views, "base", "amended", "longer", DateRange.ALL, new Changes(List.of(day("m1", MARCH, 7)), List.of()));
    var versions = views.path().resolve("versions");
    var linked = new ArrayList<String>();
    for (var file : Versions.at(views).folder("amended").files()) {
      var other = versions.resolve("base").resolve(file.name());
      if (Files.exists(other) && Files.isSameFile(other, versions.resolve("amended").resolve(file.name()))) {
        linked.add(file.name());
      }
    }
    assertEquals(25 - 1, linked.size(), linked.toString());
    try (var left = Files.list(versions.resolve("amended"))) {
      assertEquals(0, left.filter(path -> path.getFileName().toString().startsWith("amending")).count());
    }
  }

  @Test
  void aWrongBaseIsReportedInOneLine() {
    var views = Kind.PATH.place(temp);
    write(views, "base", "old", DateRange.ALL, BASE);
    var failure =
        assertThrows(
            MeterlineException.class,
            () -> amend(views, "base", "amended", "longer", DateRange.ALL, new Changes(List.of(), List.of(rejected(9)))));
    var message = failure.getMessage();
    assertTrue(message.contains("does not fit its log: a row to be deleted is not there: rejected kind=READING"), message);
    assertFalse(message.contains("\n"), message);
    assertFalse(Versions.at(views).list().stream().anyMatch(version -> version.name().equals("amended")));
  }

  private static void assertSame(Folder views, String one, String other) {
    var versions = Versions.at(views);
    assertEquals(bytes(versions.folder(one)), bytes(versions.folder(other)));
  }
}
