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
          + "device:m1,tariff,SET,a,2013-01-01T00:00:00Z,,,\n";

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
        device m1 at 2013-05-01T00:00:00Z, known=now

        timezone = Europe/Berlin (IANA time zone), from everyone
          SET Europe/Berlin for everyone, effective 2013-01-01T00:00:00Z, logged 2013-01-01T00:00:00Z, by admin

        plan = none

        cohort = small (cohort the device is compared in), from device:m1
          SET small for device:m1, effective 2013-01-01T00:00:00Z, logged 2013-01-01T00:00:00Z

        price.micros.per.kwh = 270000 (millionths of the currency unit per kilowatt-hour), from everyone
          SET 270000 for everyone, effective 2013-03-01T00:00:00Z, logged 2013-06-01T00:00:00Z, by billing: entered late
          known=then: 300000 (millionths of the currency unit per kilowatt-hour), from everyone

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
    assertTrue(run.out().startsWith("device m1 at 2013-05-01T00:00:00Z, known=then\n"), run.out());
    assertTrue(run.out().contains("\nprice.micros.per.kwh = 300000 "), run.out());
    assertTrue(run.out().contains("\n  known=now: 270000 "), run.out());
  }

  @Test
  void aDeviceWithoutSettingsOfItsOwnHasTheSharedOnes() {
    var run = explain("m9", "2013-07-01T00:00:00Z");
    assertTrue(run.out().startsWith("device m9 at 2013-07-01T00:00:00Z, known=now\nno settings of its own\n"), run.out());
    assertTrue(run.out().contains("\nprice.micros.per.kwh = 270000 "), run.out());
    assertTrue(run.out().endsWith("\nknown=then: nothing differs\nrejected: none\n"), run.out());
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
    assertEquals(2, explain("m1", "yesterday").exitCode());
  }

  private CommandRun explain(String device, String at, String... more) {
    var args = new Object[] {"explain", "--archive", archive, "--device", device, "--at", at};
    var all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return CommandRun.of(all);
  }
}
