package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.meterline.app.launch.FolderBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans as a user sees them. */
class PlanCommandTest {
  private static final String PRICE_OF_M2 = "device:m2 price 0.20/kWh from 2024-01-11";

  @TempDir Path temp;
  private PlannedHomes homes;

  @BeforeEach
  void threeHomes() {
    homes = new PlannedHomes(temp);
  }

  /** Ten days of m2 have 20.5 kWh. */
  @Test
  void thePriceOfAHomeIsShownInMoneyBeforeAndAfterAndItsDifference() {
    homes.published();
    var lines = changes("--set", PRICE_OF_M2);
    assertTrue(lines.contains("Money of 1 home, on the days that change: 2024-01-11 to 2024-01-20"), lines::toString);
    assertTrue(lines.contains("m2    2.05    4.10   2.05"), lines::toString);
    assertTrue(lines.contains("difference of a home: least 2.05, median 2.05, most 2.05"), lines::toString);
    assertTrue(lines.contains("  set device:m2 price.micros.per.kwh 200000 from 2024-01-11T00:00:00Z, that is 0.2000 a kWh"), lines::toString);
    assertEquals("Plan: 0 to add, 10 to change, 0 to delete", lines.get(lines.size() - 1));
  }

  @Test
  void datesAreInTheTimeZoneOfEveryone() {
    homes.log.set("everyone", "timezone", "Europe/Berlin");
    homes.published();
    assertTrue(changes("--set", PRICE_OF_M2).stream().anyMatch(line -> line.contains("from 2024-01-10T23:00:00Z")));
  }

  @Test
  void jsonHasTheSameNumbers() throws IOException {
    homes.published();
    var run = homes.plan("--set", PRICE_OF_M2, "--json");
    assertEquals(1, run.exitCode());
    var json = new ObjectMapper().readTree(run.out());
    assertEquals(10, json.get("change").asLong());
    assertEquals(2_050_000, json.get("money").get("difference").asLong());
    assertEquals("m2", json.get("money").get("devices").get(0).get("device").asText());
    assertEquals(10, json.get("views").get("usage").get("change").asLong());
  }

  @Test
  void aPlanLeavesViewsAndArchiveAsTheyAre() throws IOException {
    homes.published();
    var views = FolderBytes.of(homes.views);
    var archive = FolderBytes.of(homes.archive.path());
    homes.plan("--set", PRICE_OF_M2, "--set", "everyone threshold 300 from 2024-01-05");
    assertEquals(views, FolderBytes.of(homes.views));
    assertEquals(archive, FolderBytes.of(homes.archive.path()));
  }

  @Test
  void aChangeThatChangesNothingEndsWithZeroAndANote() {
    homes.published();
    var run = homes.plan("--set", "everyone price 0.10/kWh from 2024-01-11");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("changes nothing: it has that value already"), run.out());
    assertTrue(run.out().endsWith("Plan: 0 to add, 0 to change, 0 to delete" + System.lineSeparator()), run.out());
  }

  /** 600 W from 07:00 on is over 500 W; the next reading is that of 06:00 of the next day, when 1000 W are allowed again. */
  @Test
  void alertsThatWouldOpenAndVanishAreListedWithTheirTimes() {
    homes.published();
    var opens = changes("--set", "device:m1 threshold 500 from 2024-01-02", "--clear", "device:m1 threshold from 2024-01-03");
    assertTrue(opens.contains("Alerts: 1 would open"), opens::toString);
    assertTrue(opens.contains("  m1 of 2024-01-02T07:00:00Z would open, closed 2024-01-03T06:00:00Z"), opens::toString);
    var vanish = changes("--set", "device:m1 threshold 9000 from 2024-01-02");
    assertTrue(vanish.stream().anyMatch(line -> line.matches("Alerts: \\d+ would vanish")), vanish::toString);
  }

  @Test
  void aMoveToAnotherCohortRanksHomesThatNoChangeNames() {
    homes.log.reading("m2", "2024-01-12T12:00:00Z", 1800, 5_000).reading("m3", "2024-01-12T12:00:00Z", 1800, 9_000);
    homes.published();
    var lines = changes("--set", "device:m1 cohort south from 2024-01-12", "--set", "device:m1 cohort north from 2024-01-13");
    assertTrue(lines.contains("  m1 from cohort north to cohort south (1 dates)"), lines::toString);
    assertTrue(lines.contains("Ranks: 2 move, of 2 homes"), lines::toString);
  }

  @Test
  void aHomeWithAPriceOfItsOwnHidesTheChangeAndIsNamed() {
    homes.log.set("device:m3", "price.micros.per.kwh", "70000");
    homes.published();
    var lines = changes("--set", "plan:flat price 0.25/kWh from 2024-01-11");
    assertTrue(
        lines.contains("1 of 3 homes have a value of their own for price.micros.per.kwh, which hides the change at least in part: m3"),
        lines::toString);
    assertTrue(lines.contains("Money of 2 homes, on the days that change: 2024-01-11 to 2024-01-20"), lines::toString);
  }

  @Test
  void aLaterChangeThatCouldNotBeUsedAnyMoreIsNamed() {
    homes.log.set("device:m1", "alert.threshold.watts", "900");
    homes.log.change("device:m1", "alert.threshold.watts", "ADD", "5", "2024-01-15T00:00:00Z");
    homes.published();
    var lines = changes("--clear", "device:m1 threshold from 2024-01-10");
    assertTrue(lines.contains("Settings changes that would be rejected:"), lines::toString);
    assertTrue(lines.stream().anyMatch(line -> line.contains("NOTHING_TO_CHANGE 1")), lines::toString);
  }

  @Test
  void withoutAProposalItShowsWhatWasLoggedSince() {
    homes.published();
    assertEquals(0, homes.plan().exitCode());
    homes.log.reading("m2", "2024-01-09T12:00:00Z", 1800, 400_000, "2024-02-01T00:00:00Z");
    homes.append();
    var lines = changes();
    assertEquals("What has been logged since version 1: 0 settings changes, and readings of 1 devices", lines.get(0));
    assertTrue(lines.contains("m2    0.14    0.18   0.04"), lines::toString);
  }

  @Test
  void everyRowIsPrintedBeforeAndAfter() {
    homes.published();
    var rows = changes("--set", PRICE_OF_M2, "--rows");
    assertEquals(10, rows.stream().filter(line -> line.startsWith("- usage device=m2 ")).count());
    assertEquals(10, rows.stream().filter(line -> line.startsWith("+ usage device=m2 ")).count());
  }

  @Test
  void aHomesSettingsAreExplainedBeforeAndAfter() {
    homes.published();
    var out = String.join("\n", changes("--set", PRICE_OF_M2, "--explain=m2"));
    assertTrue(out.contains("before:"), out);
    assertTrue(out.indexOf("price.micros.per.kwh") < out.indexOf("the same before and after: "), out);
  }

  @Test
  void aWhatIfCanBeReadAndRemovedAndNothingElse() {
    homes.published();
    changes("--set", PRICE_OF_M2, "--what-if=dear");
    var verified = CommandRun.of("verify", homes.views, homes.views + "@whatif-dear");
    assertTrue(verified.out().contains("usage                  60           60         10          0          0          0"), verified.out());
    assertTrue(CommandRun.of("views", "list", homes.views).out().lines().anyMatch(line -> line.startsWith("whatif-dear  what if")));
    var switched = CommandRun.of("views", "switch", homes.views, "whatif-dear");
    assertEquals(2, switched.exitCode());
    assertTrue(switched.err().contains("has changes that were never logged (--what-if)"), switched.err());
    assertEquals(2, homes.plan("--since=whatif-dear").exitCode());
    assertEquals(0, CommandRun.of("views", "remove", homes.views, "whatif-dear").exitCode());
  }

  @Test
  void badInputIsOneLine() {
    homes.published();
    assertRefused("nobody is on plan:flta; did you mean plan:flat?", "--set", "plan:flta price 0.25/kWh from 2024-01-11");
    assertRefused("device m9 has no readings and no settings", "--set", "device:m9 price 0.25/kWh from 2024-01-11");
    assertRefused("--set 'everyone price cheap from 2024-01-11'", "--set", "everyone price cheap from 2024-01-11");
    assertRefused("ADD of alert.sustain.minutes, which has no value for device:m1 at that time", "--add", "device:m1 sustain 5 from 2024-01-11");
    assertRefused("have no version 7", "--since=7", "--set", PRICE_OF_M2);
    assertRefused("--out, --what-if and --explain are for proposed changes", "--what-if=x");
    assertRefused("there is no option --rows-of", "--rows-of=m2");
  }

  @Test
  void viewsThatCannotBePlannedFromAreRefusedWithTheReason() {
    homes.append();
    assertEquals(0, CommandRun.of("run", "--archive", homes.archive.path(), "--views", homes.views, "--as=plain").exitCode());
    assertRefused("version plain has no snapshots to plan from", "--set", PRICE_OF_M2);
    assertEquals(
        0, CommandRun.of("run", "--archive", homes.archive.path(), "--views", homes.views, "--as=then", "--known=then", "--snapshot-every=P1D").exitCode());
    assertRefused("version then shows what was known then", "--set", PRICE_OF_M2);
    var other = new PlannedHomes(temp.resolve("other"));
    other.log.reading("m1", "2024-02-01T00:00:00Z", 1800, 1);
    other.published();
    var run = CommandRun.of("plan", "--archive", homes.archive.path(), "--views", other.views, "--set", PRICE_OF_M2);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("the log is not the one that version 1 was made of"), run.err());
  }

  /** What a plan that changes something prints. */
  private List<String> changes(String... options) {
    var run = homes.plan(options);
    assertEquals(1, run.exitCode(), run.out() + run.err());
    return run.out().lines().toList();
  }

  private void assertRefused(String why, String... options) {
    var run = homes.plan(options);
    assertEquals(2, run.exitCode(), run.out());
    assertEquals(1, run.complaints().size(), run.err());
    assertTrue(run.err().contains(why), run.err());
  }
}
