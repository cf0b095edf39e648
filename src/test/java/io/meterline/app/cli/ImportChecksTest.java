package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import says at its end, and its exit codes. */
class ImportChecksTest {
  @TempDir private Path temp;
  private ImportFolder folder;

  @BeforeEach
  void folder() {
    folder = new ImportFolder(temp);
  }

  @Test
  void hoursBesideTheTotalOfTheirDayOverlap() throws IOException {
    var run = readings("m1,2024-01-01T01:00:00Z,3600,1", "m1,2024-01-01T00:00:00Z,86400,24", "m1,2024-01-01T02:00:00Z,3600,1");
    assertEquals(1, run.exitCode(), run.err());
    says(run, "overlaps       2 intervals overlap an earlier one; the first: m1 at 2024-01-01T00:00:00Z for 86400 s and m1 at 2024-01-01T01:00:00Z for 3600 s");
  }

  @Test
  void twoRegistersUnderOneNameAreOtherValuesOfTheSameIntervals() throws IOException {
    var run = readings("m1,2024-01-01T00:00:00Z,3600,1", "m1,2024-01-01T01:00:00Z,3600,2", "m1,2024-01-01T00:00:00Z,3600,0", "m1,2024-01-01T01:00:00Z,3600,5");
    assertEquals(1, run.exitCode(), run.err());
    says(run, "other values   2 readings have the device and start of another, and another value; the first: m1 at 2024-01-01T00:00:00Z for 3600 s of 1000000 mWh and of 0 mWh");
    says(run, "energy         5.00 kWh");
    assertFalse(run.out().contains("overlaps"), run.out());
  }

  @Test
  void aReadingThatIsThereTwiceIsSaidAndCountsOnce() throws IOException {
    var run = readings("m1,2024-01-01T00:00:00Z,3600,1", "m1,2024-01-01T00:00:00Z,3600,1");
    assertEquals(0, run.exitCode(), run.err());
    says(run, "repeated       1 readings are there twice, with the same value; the first: m1 at 2024-01-01T00:00:00Z for 3600 s");
    says(run, "energy         1.00 kWh");
  }

  @Test
  void spansWithoutReadingsAreGapsOfTheirMeter() throws IOException {
    var run = readings("m1,2024-01-01T00:00:00Z,3600,1", "m2,2024-01-01T01:00:00Z,3600,1", "m1,2024-01-01T03:30:00Z,3600,1", "m1,2024-01-01T06:30:00Z,3600,1");
    assertEquals(0, run.exitCode(), run.err());
    says(run, "gaps           2 of 4:30 h in all without readings; the first: m1 from 2024-01-01T01:00:00Z to 2024-01-01T03:30:00Z");
  }

  @Test
  void readingsThatARunWillRejectAreSaidAndCountForNothingElse() throws IOException {
    var run =
        readings(
            "m1,2024-01-01T05:00:00Z,0,1",
            "m1,2024-01-01T07:00:00Z,-5,1",
            "m1,2024-01-01T08:00:00Z,3600,2",
            "m1,2024-01-01T09:00:00Z,3600,1000000001",
            "m1,2024-01-01T10:00:00Z,3600,2");
    assertEquals(0, run.exitCode(), run.err());
    says(run, "not usable     3 readings that a run will reject; the first: m1 at 2024-01-01T05:00:00Z: seconds is 0, must be at least 1");
    says(run, "first          2024-01-01T08:00:00Z");
    says(run, "energy         4.00 kWh");
    says(run, "gaps           1 of 1:00 h in all without readings; the first: m1 from 2024-01-01T09:00:00Z to 2024-01-01T10:00:00Z");
    says(run, "readings       5");
  }

  @Test
  void whatThereIsNoneOfIsNotShown() throws IOException {
    var run = readings("m1,2024-01-01T00:00:00Z,3600,1", "m1,2024-01-01T01:00:00Z,3600,1");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(
        List.of("readings", "changes", "rejected", "meters", "first", "last", "energy", "seconds"),
        run.out().lines().map(line -> line.split(" ")[0]).toList());
  }

  @Test
  void rejectedRowsAreGroupedByReasonWithTheFirstOfEach() throws IOException {
    var good = "m1,2024-01-01T00:00:00Z,3600,1";
    var run = readings(good, "m1,monday,3600,1", "m1,2024-01-01T00:00:00Z,3600,x", "m1,tuesday,3600,1", ",2024-01-01T00:00:00Z,3600,1", "m1,wednesday,3600,1");
    assertEquals(1, run.exitCode(), run.err());
    var reasons = run.out().lines().filter(line -> line.startsWith("  ")).toList();
    assertEquals(3, reasons.size(), run.out());
    assertTrue(reasons.get(0).startsWith("  3  at is 'monday'"), run.out());
    assertTrue(reasons.get(0).endsWith(" (" + temp.resolve("r.csv") + ", line 3)"), run.out());
  }

  @Test
  void aLongCellIsShownByItsBeginningWithTheReasonAndTheLine() throws IOException {
    var cell = "x".repeat(900_000);
    var settings = folder.settings("s.csv", "everyone,price.micros.per.kwh,SET," + cell + ",2024-01-01T00:00:00Z");
    var file = folder.readings("r.csv", "m1,2024-01-01T00:00:00Z,60,1", "m1," + cell + ",60,1", cell + ",2024-01-01T00:00:00Z,0,1");
    var run = folder.run("--readings", file, "--settings", settings);
    assertEquals(1, run.exitCode(), run.err());
    run.out().lines().forEach(line -> assertTrue(line.length() < 1_000, () -> line.length() + ": " + line.substring(0, 60)));
    for (var shown : List.of("  1  at is 'xxx", " (" + file + ", line 3)", "the first: everyone price", "xxx' is not a whole number", "seconds is 0")) {
      assertTrue(run.out().contains(shown), () -> shown + " in " + run.out());
    }
  }

  @Test
  void whenNothingCanBeUsedThereIsNoArchive() throws IOException {
    var run = readings("m1,today,3600,1");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("meterline: nothing was imported: there is no row that can be used"), run.err());
    assertTrue(run.out().contains("at is 'today'"), run.out());
    assertFalse(Files.exists(folder.archive()));
    assertEquals(2, folder.run("--readings", folder.readings("empty.csv")).exitCode());
    assertFalse(Files.exists(folder.archive()));
  }

  @Test
  void strictWritesNothingIfThereIsSomethingToLookAt() throws Exception {
    var file = folder.readings("r.csv", "m1,2024-01-01T00:00:00Z,3600,1", "m1,2024-01-01T00:30:00Z,3600,1");
    assertEquals(2, folder.run("--strict", "--readings", file).exitCode());
    assertFalse(Files.exists(folder.archive()));
    assertEquals(0, folder.run("--strict", "--readings", folder.readings("good.csv", "m1,2024-01-01T00:00:00Z,3600,1")).exitCode());
    assertEquals(1, folder.logged().size());
  }

  @Test
  void aDryRunShowsTheFirstRowsAndWritesNothing() throws IOException {
    var readings = new ArrayList<String>();
    for (var hour = 0; hour < 9; hour++) {
      readings.add("m1,2024-01-01T0%d:00:00Z,3600,%d".formatted(hour, hour));
    }
    var settings = folder.settings("s.csv", "everyone,price.micros.per.kwh,SET,300000,2024-01-01T00:00:00Z");
    var run = folder.run("--dry-run", "--readings", folder.readings("r.csv", readings.toArray(String[]::new)), "--settings", settings);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(
        run.out()
            .startsWith(
                """
                device  at                    seconds  milliwatt_hours  logged_at
                m1      2024-01-01T00:00:00Z  3600     0                2024-01-01T01:00:00Z
                m1      2024-01-01T01:00:00Z  3600     1000000          2024-01-01T02:00:00Z
                """),
        run.out());
    assertEquals(5, run.out().lines().filter(line -> line.startsWith("m1")).count());
    says(run, "everyone  price.micros.per.kwh  SET  300000  2024-01-01T00:00:00Z  2024-01-01T00:00:00Z");
    says(run, "readings       9");
    assertTrue(run.out().endsWith("Nothing was written: this was a dry run.\n"), run.out());
    assertFalse(Files.exists(folder.archive()));
    assertEquals(2, temp.toFile().list().length);
  }

  @Test
  void severalFilesAreImportedInTheirOrderEachWithItsOwnLines() throws Exception {
    var first = folder.readings("a.csv", "m1,2024-01-01T00:00:00Z,3600,1", "bad");
    var second = folder.readings("b.csv", "bad", "m1,2024-01-01T01:00:00Z,3600,2");
    var run = folder.run("--readings", first, second);
    assertEquals(1, run.exitCode(), run.err());
    assertEquals(
        "meterline: %s: CSV, 1 meter, 1 hour, kWh%nmeterline: %s: CSV, 1 meter, 1 hour, kWh%n".formatted(first, second), run.err());
    assertEquals(2, folder.logged().size());
    var rejected = Files.readAllLines(folder.archive().resolve("rejects.csv"));
    assertTrue(rejected.get(1).startsWith(first + ",3,"), rejected.get(1));
    assertTrue(rejected.get(2).startsWith(second + ",2,"), rejected.get(2));
  }

  @Test
  void aFileThatIsMissingStopsTheImportBeforeAnotherIsRead() throws IOException {
    var run = folder.run("--readings", folder.readings("a.csv", "m1,2024-01-01T00:00:00Z,3600,1"), temp.resolve("none.csv"));
    assertEquals(2, run.exitCode());
    assertEquals("meterline: " + temp.resolve("none.csv") + ": there is no such file\n", run.err());
  }

  @Test
  void aLongerReadingIsSharedOutExactly() throws Exception {
    var file = folder.readings("r.csv", "m1,2024-01-01T00:00:00Z,3600,0.000007", "m1,2024-01-01T01:00:00Z,1000,1", "m1,2024-01-01T02:00:00Z,900,2");
    var run = folder.run("--split=PT15M", "--readings", file);
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(
        List.of("m1|1704067200|900|1", "m1|1704068100|900|2", "m1|1704069000|900|2", "m1|1704069900|900|2", "m1|1704070800|1000|1000000", "m1|1704074400|900|2000000"),
        folder.logged());
    says(run, "not split      1 readings whose length is no multiple of --split");
  }

  @Test
  void clockChangesAreShownWithTheirReadingsWhereTheZoneIsKnown() throws IOException {
    var rows = new String[366 * 24];
    var at = Instant.parse("2023-12-31T23:00:00Z");
    for (var hour = 0; hour < rows.length; hour++) {
      rows[hour] = "m1," + at.plusSeconds(3600L * hour) + ",3600,1";
    }
    var file = folder.readings("r.csv", rows);
    var expected = "clock changes  2024-03-31 (23 hours): 23 readings, 2024-10-27 (25 hours): 25 readings";
    says(folder.run("--dry-run", "--readings", file, "--zone=Europe/Brussels"), expected);
    var settings = folder.settings("s.csv", "everyone,timezone,SET,Europe/Brussels,2020-01-01T00:00:00Z");
    says(folder.run("--dry-run", "--readings", file, "--settings", settings), expected);
    assertFalse(folder.run("--dry-run", "--readings", file).out().contains("clock changes"));
  }

  @Test
  void clockChangesAreThoseOfTheZoneThatAFormatHas() throws IOException {
    var rows = new StringBuilder("Consumption (kWh), Start, End\n");
    for (var at = Instant.parse("2024-03-31T00:00:00Z"); at.isBefore(Instant.parse("2024-03-31T23:00:00Z")); at = at.plusSeconds(1800)) {
      rows.append("0.1, ").append(at).append(", ").append(at.plusSeconds(1800)).append('\n');
    }
    var file = Files.writeString(temp.resolve("o.csv"), rows);
    says(folder.run("--dry-run", "--readings", file), "clock changes  2024-03-31 (23 hours): 46 readings");
  }

  @Test
  void settingsAndReadingsThatDoNotMeetAreShown() throws IOException {
    var file = folder.readings("r.csv", "m1,2024-01-01T00:00:00Z,3600,1", "m2,2024-01-01T00:00:00Z,3600,1");
    var settings =
        folder.settings(
            "s.csv",
            "device:m1,plan,SET,p,2024-01-01T00:00:00Z",
            "plan:p,price.micros.per.kwh,SET,1,2024-01-01T00:00:00Z",
            "plan:q,price.micros.per.kwh,SET,1,2024-01-01T00:00:00Z",
            "device: m2,plan,SET,p,2024-01-01T00:00:00Z",
            "everyone,price.micros.per.kwh,SET,0.30,2024-01-01T00:00:00Z");
    var run = folder.run("--readings", file, "--settings", settings);
    assertEquals(0, run.exitCode(), run.err());
    says(run, "settings only  2 scopes in the settings that no reading meets; the first: plan:q");
    says(run, "readings only  1 devices that no setting names; the first: m2");
    assertTrue(run.out().contains("not usable     1 changes that a run will reject; the first: everyone price.micros.per.kwh SET 0.30: "), run.out());
  }

  @Test
  void daysBeforeTheFirstPriceAreShownAsTheDevicesOwnDays() throws IOException {
    var file =
        folder.readings(
            "r.csv",
            "m1,2024-01-01T22:00:00Z,3600,1",
            "m1,2024-01-01T23:00:00Z,3600,1",
            "m1,2024-01-03T00:00:00Z,3600,1",
            "m2,2024-01-01T22:00:00Z,3600,1");
    var settings =
        folder.settings(
            "s.csv",
            "device:m1,timezone,SET,Europe/Brussels,2020-01-01T00:00:00Z",
            "everyone,price.micros.per.kwh,SET,300000,2024-01-03T00:00:00Z",
            "device:m2,price.micros.per.kwh,SET,300000,2024-01-01T00:00:00Z");
    says(folder.run("--readings", file, "--settings", settings), "no price       2 days of a device without a price in force; the first: m1 on 2024-01-01");
  }

  private CommandRun readings(String... rows) throws IOException {
    return folder.run("--readings", folder.readings("r.csv", rows));
  }

  private static void says(CommandRun run, String line) {
    assertTrue(run.out().lines().anyMatch(line::equals), run.out() + run.err());
  }
}
