package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.parquet.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
  private static final String SETTINGS =
      "scope,name,op,value,effective_at,logged_at,author,reason\n"
          + "everyone,timezone,SET,Europe/Berlin,2013-01-01T00:00:00Z,,admin,\n"
          + "everyone,price.micros.per.kwh,SET,300000,2013-01-01T00:00:00Z,,billing,price of 2013\n"
          + "device:m1,cohort,SET,small,2013-01-01T00:00:00Z,,,\n"
          + "cohort:small,alert.threshold.watts,SET,2000,2013-01-01T00:00:00Z,,,\n"
          + "cohort:small,alert.threshold.watts,SCALE,1.25,2013-02-01T00:00:00Z,,ann,\n"
          + "everyone,price.micros.per.kwh,SET,270000,2013-03-01T00:00:00Z,2013-06-01T00:00:00Z,billing,entered late\n"
          + "device:m1,tariff,SET,a,2013-01-01T00:00:00Z,,,\n"
          + "plan:night,price.micros.per.kwh,SET,310000; 00:30-05:30 75000; Mo-Fr 16:00-19:00 420000,2013-01-01T00:00:00Z,,,\n"
          + "plan:night,standing.micros.per.day,SET,500000,2013-01-01T00:00:00Z,,,\n"
          + "device:m2,plan,SET,night,2013-01-01T00:00:00Z,,,\n";

  @TempDir Path folder;
  private Path archive;

  @BeforeEach
  void archive() throws Exception {
    archive = folder.resolve("archive");
    var csv = Files.writeString(folder.resolve("settings.csv"), SETTINGS);
    assertEquals(0, CommandRun.of("import", "--settings", csv, "--out", archive).exitCode());
  }

  @Test
  void everySettingIsShownWithTheChangesBehindIt() {
    var run = explain("m1", "2013-05-01T00:00:00Z");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(
        """
        device m1 at 2013-05-01T00:00:00Z (2013-05-01T02:00 in Europe/Berlin), known=now

        timezone = Europe/Berlin (IANA time zone), from everyone
          SET Europe/Berlin for everyone, effective 2013-01-01T00:00:00Z, logged 2013-01-01T00:00:00Z, by admin

        plan = none

        cohort = small (cohort the device is compared in), from device:m1
          SET small for device:m1, effective 2013-01-01T00:00:00Z, logged 2013-01-01T00:00:00Z

        price.micros.per.kwh = 270000 (0.2700 a kWh), from everyone
          SET 270000 (0.2700 a kWh) for everyone, effective 2013-03-01T00:00:00Z, logged 2013-06-01T00:00:00Z, by billing: entered late
          known=then: 300000 (0.3000 a kWh), from everyone

        price.export.micros.per.kwh = none

        standing.micros.per.day = none

        alert.threshold.watts = 2500 (watts), from cohort:small
          SET 2000 for cohort:small, effective 2013-01-01T00:00:00Z, logged 2013-01-01T00:00:00Z
          SCALE 1.25 -> 2500 for cohort:small, effective 2013-02-01T00:00:00Z, logged 2013-02-01T00:00:00Z, by ann

        alert.sustain.minutes = 0 (minutes), default

        alert.clear.percent = 0 (percent below the threshold), default

        compare.least.percent = 0 (percent of a local day that readings must cover), default

        rejected:
          UNKNOWN_SETTING: there is no setting 'tariff', logged 2013-01-01T00:00:00Z \
        {"scope":"device:m1","name":"tariff","op":"SET","value":"a","effective_at":"2013-01-01T00:00:00Z"}
        """,
        run.out());
  }

  @Test
  void knownThenLeavesOutWhatWasNotLoggedYet() {
    var run = explain("m1", "2013-05-01T02:00:00+02:00", "--known", "then");
    assertTrue(run.out().startsWith("device m1 at 2013-05-01T00:00:00Z (2013-05-01T02:00 in Europe/Berlin), known=then\n"), run.out());
    assertTrue(run.out().contains("\nprice.micros.per.kwh = 300000 "), run.out());
    assertTrue(run.out().contains("\n  known=now: 270000 "), run.out());
  }

  @Test
  void aDeviceWithoutSettingsOfItsOwnHasTheSharedOnes() {
    var run = explain("m9", "2013-07-01T00:00:00Z");
    assertTrue(run.out().startsWith("device m9 at 2013-07-01T00:00:00Z (2013-07-01T02:00 in Europe/Berlin), known=now\nno settings of its own\n"), run.out());
    assertTrue(run.out().contains("\nprice.micros.per.kwh = 270000 "), run.out());
    assertTrue(run.out().endsWith("\nknown=then: nothing differs\nrejected: none\n"), run.out());
  }

  @Test
  void aTariffIsShownInWordsWithTheRateAtTheLocalTime() {
    var run = explain("m2", "2013-05-01T14:00:00Z"); // A Wednesday, 16:00 in Berlin.
    assertTrue(
        run.out().contains(
            """

            price.micros.per.kwh = 310000; 00:30-05:30 75000; Mo-Fr 16:00-19:00 420000 \
            (0.3100 a kWh; 00:30 to 05:30 0.0750; Monday to Friday 16:00 to 19:00 0.4200), from plan:night
              at 16:00 on Wednesday in Europe/Berlin: 0.4200 a kWh
            """),
        run.out());
    assertTrue(run.out().contains("\nstanding.micros.per.day = 500000 (0.5000 a day), from plan:night\n"), run.out());
    assertTrue(
        explain("m2", "2013-05-01T13:59:59Z").out().contains("\n  at 15:59 on Wednesday in Europe/Berlin: 0.3100 a kWh\n"));
  }

  @Test
  void rejectedChangesForAScopeThatCannotBeReadAreShownForEveryDevice() throws Exception {
    var file = archive.resolve("settings/part-00000.parquet");
    DuckDb.write(
        archive.resolve("settings/more.parquet"),
        "SELECT * REPLACE ('Device:m1' AS scope, 7::BIGINT + \"offset\" AS \"offset\") FROM '" + file + "' WHERE value = '300000'"
            + " UNION ALL SELECT * REPLACE ('street:7' AS scope, '0.30' AS value, 8::BIGINT + \"offset\" AS \"offset\") FROM '"
            + file + "' WHERE value = '270000'");
    var run = explain("m9", "2013-07-01T00:00:00Z");
    assertTrue(
        run.out().endsWith(
            """
            rejected: none
            rejected, for a scope that cannot be read and may have been meant for this device:
              BAD_SCOPE: 'Device:m1' is not everyone, plan:NAME, cohort:NAME or device:ID, logged 2013-01-01T00:00:00Z \
            {"scope":"Device:m1","name":"price.micros.per.kwh","op":"SET","value":"300000",\
            "effective_at":"2013-01-01T00:00:00Z","author":"billing","reason":"price of 2013"}
              BAD_SCOPE: 'street:7' is not everyone, plan:NAME, cohort:NAME or device:ID, logged 2013-06-01T00:00:00Z \
            {"scope":"street:7","name":"price.micros.per.kwh","op":"SET","value":"0.30",\
            "effective_at":"2013-03-01T00:00:00Z","author":"billing","reason":"entered late"}
            """),
        run.out());
    assertTrue(!explain("m9", "2013-02-01T00:00:00Z").out().contains("street:7"), "it would not hold yet");
  }

  @Test
  void aDateIsTheStartOfThatDayInTheZoneOfTheDevice() {
    assertTrue(
        explain("m1", "2013-05-01").out().startsWith("device m1 at 2013-04-30T22:00:00Z (2013-05-01T00:00 in Europe/Berlin), "));
    assertTrue(explain("m1", "2012-05-01").out().startsWith("device m1 at 2012-05-01T00:00:00Z, "), "UTC before there is a zone");
  }

  @Test
  void aTimeMayHaveASpaceInsteadOfTheT() {
    assertTrue(explain("m1", "2013-05-01 02:00+02:00").out().startsWith("device m1 at 2013-05-01T00:00:00Z "));
  }

  @Test
  void aTimeWithoutAnOffsetSaysWhatIsMissing() {
    var run = explain("m1", "2013-05-01 02:00:30");
    assertEquals(2, run.exitCode());
    assertTrue(
        run.err().contains("'2013-05-01 02:00:30' has no offset from UTC: write 2013-05-01T02:00:30Z for UTC, or 2013-05-01T02:00:30+01:00"),
        run.err());
  }

  @Test
  void malformedRowsOfTheArchiveAreCounted() throws Exception {
    var file = archive.resolve("settings/part-00000.parquet");
    DuckDb.write(
        archive.resolve("settings/more.parquet"), "SELECT * REPLACE (NULL::VARCHAR AS name) FROM '" + file + "' LIMIT 2");
    var run = explain("m1", "2013-05-01T00:00:00Z");
    assertTrue(run.out().endsWith("\nmalformed rows of the archive, for any device: 2\n"), run.out());
  }

  @Test
  void aMissingArchiveFails() {
    var run = CommandRun.of("explain", "--archive", folder.resolve("none"), "--device", "m1", "--at", "2013-05-01T00:00:00Z");
    assertEquals(2, run.exitCode());
    assertEquals("meterline: " + folder.resolve("none/settings") + ": there is no such folder\n", run.err());
  }

  @Test
  void aTruncatedFileFails() throws Exception {
    var file = archive.resolve("settings/part-00000.parquet");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 300));
    var run = explain("m1", "2013-05-01T00:00:00Z");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith("meterline: " + file + ": not a complete Parquet file"), run.err());
    assertEquals("", run.out());
  }

  @Test
  void anInvalidTimeFails() {
    var run = explain("m1", "yesterday");
    assertEquals(2, run.exitCode());
    assertTrue(
        run.err().contains("'yesterday' is neither a time such as 2024-01-03T10:00:00Z or 2024-01-03T10:00+01:00, nor a date such as"),
        run.err());
  }

  private CommandRun explain(String device, String at, String... more) {
    var args = new Object[] {"explain", "--archive", archive, "--device", device, "--at", at};
    var all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return CommandRun.of(all);
  }
}
