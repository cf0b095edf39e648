package io.meterline.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.parquet.DuckDb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  private static final String HEADER = "device,at,seconds,kwh\n";

  @TempDir Path folder;

  @Test
  void readingsAreLoggedAtTheEndOfTheirIntervalAndNumberedInTheirOrder() throws Exception {
    var run =
        readings(
            HEADER
                + "m1,2013-01-01T00:00:00Z,1800,0.125\n"
                + "m2,2013-01-01T10:00:00.5+10:00,900,-1\n");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(
        List.of("m1|1356998400000|1800|125000|1357000200000|0|0", "m2|1356998400500|900|-1000000|1356999300500|0|1"),
        archivedReadings());
    assertTrue(
        run.out()
            .startsWith(
                """
                readings       2
                changes        0
                rejected rows  0
                meters         2
                first          2013-01-01T00:00:00Z
                last           2013-01-01T00:30:00Z (end)
                energy         -0.88 kWh
                """),
        run.out());
    assertEquals("meterline: " + folder.resolve("readings.csv") + ": CSV, 2 meters, 15 minutes, kWh\n", run.err());
    assertFalse(Files.exists(archive().resolve("rejects.csv")));
  }

  @Test
  void kilowattHoursAreRoundedHalfEven() throws Exception {
    readings(
        HEADER
            + energy("0.0000005")
            + energy("0.0000015")
            + energy("0.00000150000000000000000001")
            + energy("-0.0000025")
            + energy("1.5e-3")
            + energy("+.5")
            + energy("9223372036854.7758070"));
    assertEquals(
        List.of("0", "2", "2", "-2", "1500", "500000", "9223372036854775807"),
        DuckDb.query("SELECT milliwatt_hours FROM '" + archive() + "/readings/*.parquet' ORDER BY \"offset\""));
  }

  @Test
  void aPositionInTheLogGivenByTheFileIsKept() throws Exception {
    var run =
        readings(
            "offset,partition,logged_at,milliwatt_hours,seconds,at,device\n"
                + "41,3,2013-01-02T00:00:00Z,7,1800,2013-01-01T00:00:00Z,m1\n"
                + ",,,8,1800,2013-01-01T00:30:00Z,m1\n");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(
        List.of("m1|1356998400000|1800|7|1357084800000|3|41", "m1|1357000200000|1800|8|1357002000000|0|1"),
        archivedReadings());
  }

  @Test
  void settingsAreLoggedWhenTheyAreEffectiveUnlessTheFileSaysOtherwise() throws Exception {
    var run =
        settings(
            "scope,name,op,value,effective_at,logged_at,author,reason\n"
                + "everyone,plan,CLEAR,,2013-01-01T00:00:00Z,,,\n"
                + "device:m1,plan,SET,tou,2013-01-01T00:00:00Z,2013-01-03T00:00:00Z,ann,\"moved, \"\"late\"\"\nagain\"\n");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(
        List.of(
            "everyone|plan|CLEAR||1356998400000|none|none|1356998400000|0|0",
            "device:m1|plan|SET|tou|1356998400000|ann|moved, \"late\"\nagain|1357171200000|0|1"),
        archivedSettings());
  }

  @Test
  void settingsNeedNoAuthorOrReason() throws Exception {
    assertEquals(0, settings("name,scope,op,value,effective_at\np,s,o,v,2013-01-01T00:00:00Z\n").exitCode());
    assertEquals(List.of("s|p|o|v|1356998400000|none|none|1356998400000|0|0"), archivedSettings());
  }

  @Test
  void bothKindsMakeOneArchive() throws Exception {
    var readings = write("r.csv", HEADER + energy("1"));
    var settings = write("s.csv", "scope,name,op,value,effective_at\neveryone,plan,SET,a,2013-01-01T00:00:00Z\n");
    var run = CommandRun.of("import", "--readings", readings, "--settings", settings, "--out", archive());
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(1, archivedReadings().size());
    assertEquals(1, archivedSettings().size());
  }

  @Test
  void everyWellFormedEventIsArchivedHoweverInvalid() throws Exception {
    assertEquals(0, readings(HEADER + "m1,2013-01-01T00:00:00Z,-5,1\nm1,0000-01-01T00:00:00Z,0,9e9\n").exitCode());
    assertEquals(
        List.of("m1|1356998400000|-5|1000000|1356998395000|0|0", "m1|-62167219200000|0|9000000000000000|-62167219200000|0|1"),
        archivedReadings());
  }

  @Test
  void malformedRowsAreKeptWithTheirLineAndReason() throws Exception {
    var run =
        readings(
            HEADER
                + "m1,2013-01-01T00:00:00Z,1800,1\n"
                + ",2013-01-01T00:00:00Z,1800,1\n"
                + "m1,2013-01-01,1800,1\n"
                + "\n"
                + "m1,2013-01-01T00:00:00.0001Z,1800,1\n"
                + "m1,2013-01-01T00:00:00Z,3000000000,1\n"
                + "m1,2013-01-01T00:00:00Z,1800,\"1,5\"\n"
                + "m1,2013-01-01T00:00:00Z,1800,1e99\n"
                + "m1,2013-01-01T00:00:00Z,1800,9223372036854.775808\n"
                + "m1,2013-01-01T00:00:00Z,1800\n"
                + "m1,2013-01-01T00:00:00Z,1800,1,2\n"
                + "m2,2013-01-01T00:00:00Z,1800,2\n");
    assertEquals(1, run.exitCode());
    assertEquals(
        List.of("m1|1356998400000|1800|1000000|1357000200000|0|0", "m2|1356998400000|1800|2000000|1357000200000|0|1"),
        archivedReadings());
    assertEquals(
        List.of(
            "3: device is missing: ,2013-01-01T00:00:00Z,1800,1",
            "4: at is '2013-01-01', not a time such as 2013-01-01T00:00:00Z: m1,2013-01-01,1800,1",
            "6: at is '2013-01-01T00:00:00.0001Z', not a whole number of milliseconds:"
                + " m1,2013-01-01T00:00:00.0001Z,1800,1",
            "7: seconds is 3000000000, too large for 32 bits: m1,2013-01-01T00:00:00Z,3000000000,1",
            "8: kwh is '1,5', not a decimal number such as 0.125; if the comma is its decimal mark, say --decimal=comma: m1,2013-01-01T00:00:00Z,1800,\"1,5\"",
            "9: kwh is too large for 64 bits: m1,2013-01-01T00:00:00Z,1800,1e99",
            "10: kwh is too large for 64 bits: m1,2013-01-01T00:00:00Z,1800,9223372036854.775808",
            "11: has 3 cells, not 4: m1,2013-01-01T00:00:00Z,1800",
            "12: has 5 cells, not 4: m1,2013-01-01T00:00:00Z,1800,1,2"),
        rejects());
    assertTrue(run.out().contains("rejected rows  9\n"), run.out());
    assertTrue(run.out().endsWith("Some rows were not imported: see " + archive().resolve("rejects.csv") + "\n"), run.out());
  }

  @Test
  void anExponentOfAnySizeIsRejectedAtOnce() throws Exception {
    assertEquals(1, readings(HEADER + energy("1") + energy("1e999999999") + energy("1e-999999999")).exitCode());
    assertEquals(2, rejects().size());
  }

  @Test
  void anUnclosedQuoteCostsOnlyItsOwnLine() throws Exception {
    var run =
        readings(
            HEADER
                + "m1,2013-01-01T00:00:00Z,1800,1\n"
                + "\"m2,2013-01-01T00:00:00Z,1800,2\n"
                + "m3,2013-01-01T00:00:00Z,1800,3\n"
                + "\"m4\"x,2013-01-01T00:00:00Z,1800,4\n"
                + "\"m5\",2013-01-01T00:00:00Z,1800,5\n");
    assertEquals(1, run.exitCode());
    assertEquals(
        List.of("m1", "m3", "m5"),
        DuckDb.query("SELECT device FROM '" + archive() + "/readings/*.parquet' ORDER BY \"offset\""));
    assertEquals(
        List.of(
            "3: a quote is not closed, or text follows it: \"m2,2013-01-01T00:00:00Z,1800,2",
            "5: a quote is not closed, or text follows it: \"m4\"x,2013-01-01T00:00:00Z,1800,4"),
        rejects());
  }

  @Test
  void aQuoteThatIsNeverClosedDoesNotSwallowTheRestOfALongFile() throws Exception {
    var text = new StringBuilder(HEADER + "\"m1,2013-01-01T00:00:00Z,1800,1\n");
    for (var i = 0; i < 3000; i++) {
      text.append(energy("1"));
    }
    assertEquals(1, readings(text.toString()).exitCode());
    assertEquals(3000, archivedReadings().size());
    assertEquals(1, rejects().size());
  }

  @Test
  void linesAreCountedAfterCellsOfSeveralLines() throws Exception {
    settings(
        "scope,name,op,value,effective_at,reason\r\n"
            + "everyone,plan,SET,a,2013-01-01T00:00:00Z,\"two\r\nlines\"\r\n"
            + "everyone,plan,SET,a,today,\r\n");
    assertEquals(
        List.of("4: effective_at is 'today', not a time such as 2013-01-01T00:00:00Z: everyone,plan,SET,a,today,"),
        rejects());
    assertEquals(1, archivedSettings().size());
  }

  @Test
  void aRowThatIsNotUtf8IsRejected() throws Exception {
    var file = folder.resolve("latin.csv");
    Files.write(file, (HEADER + "Zähler,2013-01-01T00:00:00Z,1800,1\n" + energy("1")).getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(1, CommandRun.of("import", "--readings", file, "--out", archive()).exitCode());
    assertTrue(rejects().get(0).startsWith("2: is not UTF-8: "), rejects().get(0));
  }

  @Test
  void gzipIsDetectedByItsBytesAndAByteOrderMarkIsIgnored() throws Exception {
    var packed = folder.resolve("readings.txt");
    Files.write(packed, gzip("\uFEFF" + HEADER + energy("1")));
    assertEquals(0, CommandRun.of("import", "--readings", packed, "--out", archive()).exitCode());
    assertEquals(1, archivedReadings().size());

    var plain = write("readings.csv.gz", HEADER + energy("1"));
    assertEquals(0, CommandRun.of("import", "--readings", plain, "--out", folder.resolve("second")).exitCode());
  }

  @Test
  void aTruncatedGzipFailsAndLeavesNoArchive() throws Exception {
    var packed = folder.resolve("readings.csv.gz");
    var bytes = gzip(HEADER + energy("1").repeat(1000));
    Files.write(packed, Arrays.copyOf(bytes, bytes.length - 9));
    fails(CommandRun.of("import", "--readings", packed, "--out", archive()), packed + ": cannot be read: ");
  }

  @Test
  void columnsThatTheLogDoesNotHaveAreNoted() throws Exception {
    var file = write("r.csv", "device,at,seconds,kwh,note,Area\nm1,2013-01-01T00:00:00Z,1800,1,x,y\n");
    var run = CommandRun.of("import", "--readings", file, "--out", archive());
    assertEquals(0, run.exitCode());
    assertEquals(
        "meterline: " + file + ": columns not used: note, Area\nmeterline: " + file + ": CSV, 1 meter, 30 minutes, kWh\n", run.err());
  }

  @Test
  void aMissingFileFails() {
    var file = folder.resolve("none.csv");
    fails(CommandRun.of("import", "--settings", file, "--out", archive()), file + ": there is no such file");
  }

  @Test
  void anEmptyFileFails() throws Exception {
    fails(readings(""), folder.resolve("readings.csv") + ": has no header row");
  }

  @Test
  void aMissingColumnFailsNamingTheExistingOnes() throws Exception {
    fails(
        readings("device,time,kwh\n"),
        folder.resolve("readings.csv") + ": has no column 'at'; it has device, time, kwh");
    fails(
        settings("scope,name,op,effective_at\n"),
        folder.resolve("settings.csv") + ": has no column 'value'; it has scope, name, op, effective_at");
  }

  @Test
  void energyInTwoUnitsOrNoneFails() throws Exception {
    var file = folder.resolve("readings.csv");
    fails(readings("device,at,seconds\n"), file + ": has no column of energy (one of kwh, milliwatt_hours, ");
    fails(readings("device,at,seconds,kwh,milliwatt_hours\n"), file + ": has more than one column of energy (kwh, milliwatt_hours); it has ");
  }

  @Test
  void aRepeatedColumnFails() throws Exception {
    fails(readings("device,at,at,seconds,kwh\n"), folder.resolve("readings.csv") + ": has the column 'at' twice");
  }

  @Test
  void aBadSecondFileFailsBeforeTheFirstIsRead() throws Exception {
    var readings = write("r.csv", HEADER + energy("1"));
    var settings = write("s.csv", "scope\n");
    fails(
        CommandRun.of("import", "--readings", readings, "--settings", settings, "--out", archive()),
        settings + ": has no column 'name', no column 'op', no column 'value', no column 'effective_at'; it has scope");
  }

  @Test
  void anExistingArchiveIsNotTouched() throws Exception {
    Files.createDirectories(archive());
    Files.writeString(archive().resolve("precious"), "x");
    assertEquals(2, readings(HEADER + energy("1")).exitCode());
    try (var files = Files.list(archive())) {
      assertEquals(List.of(archive().resolve("precious")), files.toList());
    }
  }

  @Test
  void atLeastOneFileIsNeeded() {
    assertEquals(2, CommandRun.of("import", "--out", archive()).exitCode());
  }

  private void fails(CommandRun run, String message) {
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith("meterline: " + message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals("", run.out());
    assertFalse(Files.exists(archive()));
  }

  private static String energy(String kwh) {
    return "m1,2013-01-01T00:00:00Z,1800," + kwh + "\n";
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private Path archive() {
    return folder.resolve("archive");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private CommandRun readings(String text) throws IOException {
    return CommandRun.of("import", "--readings", write("readings.csv", text), "--out", archive());
  }

  private CommandRun settings(String text) throws IOException {
    return CommandRun.of("import", "--settings", write("settings.csv", text), "--out", archive());
  }

  private List<String> archivedReadings() throws SQLException {
    return DuckDb.query(
        "SELECT concat_ws('|', device, epoch_ms(\"at\"), seconds, milliwatt_hours, epoch_ms(logged_at), \"partition\","
            + " \"offset\") FROM '"
            + archive()
            + "/readings/*.parquet' ORDER BY \"partition\" DESC, \"offset\"");
  }

  private List<String> archivedSettings() throws SQLException {
    return DuckDb.query(
        "SELECT concat_ws('|', scope, name, op, value, epoch_ms(effective_at), coalesce(author, 'none'),"
            + " coalesce(reason, 'none'), epoch_ms(logged_at), \"partition\", \"offset\") FROM '"
            + archive()
            + "/settings/*.parquet' ORDER BY \"offset\"");
  }

  private List<String> rejects() throws SQLException {
    return DuckDb.query(
        "SELECT line || ': ' || reason || ': ' || \"row\" FROM read_csv('"
            + archive().resolve("rejects.csv")
            + "', header = true, quote = '\"', escape = '\"', all_varchar = true)");
  }
}
