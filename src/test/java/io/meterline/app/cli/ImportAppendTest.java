package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.parquet.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportAppendTest {
  private static final String FIRST = "m1,2024-01-01T00:00:00Z,1800,1";
  private static final String SECOND = "m1,2024-01-01T00:30:00Z,1800,2";
  private static final String THIRD = "m1,2024-01-01T01:00:00Z,1800,3";

  @TempDir private Path temp;
  private ImportFolder folder;

  @BeforeEach
  void imported() throws IOException {
    folder = new ImportFolder(temp);
    var settings = folder.settings("s1.csv", "everyone,price.micros.per.kwh,SET,300000,2024-01-01T00:00:00Z");
    assertEquals(0, folder.run("--readings", folder.readings("r1.csv", FIRST, SECOND), "--settings", settings).exitCode());
  }

  @Test
  void tomorrowsFileIsAddedWithOffsetsThatContinue() throws Exception {
    var run = append(folder.readings("r2.csv", THIRD));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().startsWith("readings       1\n"), run.out());
    assertEquals(
        List.of("0|1000000", "1|2000000", "2|3000000"),
        DuckDb.query(
            "SELECT concat_ws('|', \"offset\", milliwatt_hours) FROM '" + folder.archive() + "/readings/*.parquet' ORDER BY 1"));
    assertEquals(List.of("part-00000.parquet", "part-00001.parquet"), names("readings"));
    assertEquals(List.of("part-00000.parquet"), names("settings"));
  }

  @Test
  void theSameFilesAgainChangeNothing() throws Exception {
    var before = folder.files();
    var run = folder.run("--append", "--readings", temp.resolve("r1.csv"), "--settings", temp.resolve("s1.csv"));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("readings       0\nchanges        0\nrejected rows  0\nlogged before  3, skipped\n"), run.out());
    assertTrue(run.out().endsWith("The archive has all of it already.\n"), run.out());
    assertEquals(before, folder.files());
    assertEquals(List.of(".append.lock", "readings", "settings"), names(""));
  }

  @Test
  void onlyWhatIsNewOfAFileIsAdded() throws Exception {
    var settings = folder.settings("s2.csv", "everyone,price.micros.per.kwh,SET,300000,2024-01-01T00:00:00Z", "device:m1,plan,SET,p,2024-01-01T00:00:00Z");
    var run = folder.run("--append", "--readings", folder.readings("r2.csv", FIRST, SECOND, THIRD), "--settings", settings);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().startsWith("readings       1\nchanges        1\nrejected rows  0\nlogged before  3, skipped\nmeters         1\nfirst          2024-01-01T01:00:00Z\n"), run.out());
    assertEquals(List.of("m1|1704067200|1800|1000000", "m1|1704069000|1800|2000000", "m1|1704070800|1800|3000000"), folder.logged());
    assertEquals(List.of("0|everyone|300000", "1|device:m1|p"), folder.loggedChanges());
  }

  @Test
  void anotherValueForAnIntervalOfTheArchiveIsLoggedAndShown() throws Exception {
    var run = append(folder.readings("r2.csv", "m1,2024-01-01T00:30:00Z,1800,2.5"));
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.out().contains("other values   1 "), run.out());
    assertEquals(3, folder.logged().size());
    // Once it is corrected, the file with the old value says nothing new.
    assertEquals(0, append(temp.resolve("r1.csv")).exitCode());
    assertEquals(0, append(temp.resolve("r2.csv")).exitCode());
    assertEquals(3, folder.logged().size());
  }

  @Test
  void anIntervalThatOverlapsOneOfTheArchiveIsShown() throws Exception {
    var run = append(folder.readings("r2.csv", "m1,2024-01-01T00:15:00Z,900,1"));
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.out().contains("overlaps       1 "), run.out());
  }

  @Test
  void rejectedRowsOfEachAppendAreKeptOnce() throws Exception {
    var bad = folder.readings("r2.csv", THIRD, "m1,today,1800,1");
    assertEquals(1, append(bad).exitCode());
    var first = Files.readString(folder.archive().resolve("rejects.csv"));
    assertTrue(first.contains("today"), first);
    assertEquals(1, append(bad).exitCode());
    var other = folder.readings("r3.csv", "m1,2024-01-01T01:30:00Z,1800,4", "m1,tomorrow,1800,1");
    var run = append(other);
    assertTrue(run.out().endsWith("Some rows were not imported: see " + folder.archive().resolve("rejects-1.csv") + "\n"), run.out());
    assertEquals(first, Files.readString(folder.archive().resolve("rejects.csv")));
    assertTrue(Files.readString(folder.archive().resolve("rejects-1.csv")).contains("tomorrow"));
    assertEquals(List.of(".append.lock", "readings", "rejects-1.csv", "rejects.csv", "settings"), names(""));
  }

  @Test
  void strictAndUnusableAppendsLeaveTheArchiveAsItWas() throws Exception {
    var before = folder.files();
    assertEquals(2, folder.run("--append", "--strict", "--readings", folder.readings("r2.csv", THIRD, "x")).exitCode());
    assertEquals(2, append(folder.readings("r3.csv", "x")).exitCode());
    assertEquals(2, append(temp.resolve("none.csv")).exitCode());
    assertEquals(before, folder.files());
  }

  @Test
  void aReaderFinishesAnAppendThatWasInterrupted() throws Exception {
    var whole = folder.files();
    var pending = folder.archive().resolve(".appended");
    for (var kind : List.of("readings", "settings")) {
      Files.createDirectories(pending.resolve(kind));
      Files.move(folder.archive().resolve(kind + "/part-00000.parquet"), pending.resolve(kind + "/part-00000.parquet"));
    }
    assertEquals(0, CommandRun.of("explain", "--archive", folder.archive(), "--device", "m1", "--at", "2024-01-01T00:00:00Z").exitCode());
    assertEquals(whole, folder.files());
    assertFalse(Files.exists(pending));
  }

  @Test
  void onlyAnArchiveThatAnImportWroteIsAppendedTo() throws Exception {
    Files.writeString(folder.archive().resolve(".meterline-live"), "slice=PT5M\n");
    var run = append(temp.resolve("r1.csv"));
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("is the archive of a live run, to which only that run adds"), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    var none = CommandRun.of("import", "--append", "--out", temp.resolve("none"), "--readings", temp.resolve("r1.csv"));
    assertEquals(2, none.exitCode());
    assertTrue(none.err().contains("there is no such folder"), none.err());
    assertFalse(Files.exists(temp.resolve("none")));
  }

  @Test
  void whoMeantToAppendIsTold() {
    var run = folder.run("--readings", temp.resolve("r1.csv"));
    assertEquals(2, run.exitCode());
    assertEquals("meterline: the archive " + folder.archive() + " already exists; add to it with --append, or name a new folder\n", run.err());
  }

  @Test
  void settingsForADeviceThatTheArchiveHasAreMet() throws Exception {
    var run = folder.run("--append", "--settings", folder.settings("s2.csv", "device:m1,plan,SET,p,2024-01-01T00:00:00Z", "device:m2,plan,SET,p,2024-01-01T00:00:00Z"));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("settings only  1 scopes in the settings that no reading meets; the first: device:m2\n"), run.out());
  }

  private CommandRun append(Path readings) {
    return folder.run("--append", "--readings", readings);
  }

  private List<String> names(String part) throws IOException {
    try (var paths = Files.list(folder.archive().resolve(part))) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
