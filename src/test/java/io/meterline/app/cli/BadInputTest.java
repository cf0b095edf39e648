package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.meterline.connect.parquet.ArchiveWriter;
import io.meterline.connect.parquet.DuckDb;
import io.meterline.oracle.LogBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid input is reported in one line, and leaves no views. */
class BadInputTest {
  private static final String READINGS = "readings/part-00000.parquet";
  private static final String SETTINGS = "settings/part-00000.parquet";

  @TempDir Path temp;
  private Path archive;
  private Path views;

  @BeforeEach
  void storeAGoodLog() {
    archive = temp.resolve("log");
    views = temp.resolve("views");
    var log = new LogBuilder().set("everyone", "timezone", "UTC").halfHours("m1", "2024-03-04T00:00:00Z", 1, 2, 3).build();
    try (var writer = ArchiveWriter.create(archive)) {
      log.readings().forEach(writer::write);
      log.changes().forEach(writer::write);
      writer.finish();
    }
  }

  @Test
  void theUnchangedLogIsValid() {
    var run = CommandRun.of("run", "--archive", archive, "--views", views);
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(List.of(), run.complaints());
  }

  @Test
  void anArchiveThatDoesNotExist() throws IOException {
    assertRefused(temp.resolve("missing"), "archive " + temp.resolve("missing") + ": there is no such folder");
  }

  @Test
  void anArchiveThatIsAFile() throws IOException {
    assertRefused(archive.resolve(READINGS), "archive " + archive.resolve(READINGS) + ": there is no such folder");
  }

  @Test
  void aFolderWithoutAnArchive() throws IOException {
    var folder = Files.createDirectory(temp.resolve("empty"));
    assertRefused(folder, "archive " + folder + ": no Parquet file in readings/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"readings", "settings"})
  void anArchiveWithoutAFolder(String part) throws IOException {
    remove(archive.resolve(part));
    assertRefused(archive, "archive " + archive + ": no Parquet file in " + part + "/");
  }

  @ParameterizedTest
  @ValueSource(strings = {READINGS, SETTINGS})
  void aTruncatedFile(String part) throws IOException {
    var file = archive.resolve(part);
    var whole = Files.readAllBytes(file);
    // In the middle of the footer; of the data; of the first magic number; and nothing at all.
    for (var length : List.of(whole.length - 20, whole.length / 3, 2, 0)) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused(archive, file + ": not a complete Parquet file that can be read: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {READINGS, SETTINGS})
  void aDamagedFile(String part) throws IOException {
    var file = archive.resolve(part);
    var bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 40, 120, (byte) 0x5a);
    Files.write(file, bytes);
    assertRefused(archive, file + ": not a complete Parquet file that can be read: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {READINGS, SETTINGS})
  void aFileThatIsNotParquet(String part) throws IOException {
    Files.writeString(archive.resolve(part), "device,at,seconds,kwh\nm1,2024-03-04T00:00:00Z,1800,1\n".repeat(9));
    assertRefused(archive, archive.resolve(part) + ": not a complete Parquet file that can be read: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"device", "at", "seconds", "milliwatt_hours", "logged_at", "partition", "offset"})
  void readingsWithoutAColumn(String column) throws IOException, SQLException {
    rewrite(READINGS, "* EXCLUDE \"" + column + "\"");
    assertRefused(archive, archive.resolve(READINGS) + ": has no column '" + column + "', only ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"scope", "name", "op", "value", "effective_at", "author", "reason", "logged_at", "partition", "offset"})
  void settingsWithoutAColumn(String column) throws IOException, SQLException {
    rewrite(SETTINGS, "* EXCLUDE \"" + column + "\"");
    assertRefused(archive, archive.resolve(SETTINGS) + ": has no column '" + column + "', only ");
  }

  @ParameterizedTest
  @CsvSource({
    READINGS + ",device,1,BINARY (STRING)",
    READINGS + ",at,'TIMESTAMP ''2024-03-04''','INT64 (TIMESTAMP, UTC)'",
    READINGS + ",seconds,1800::BIGINT,INT32",
    READINGS + ",milliwatt_hours,0.5::DOUBLE,INT64",
    READINGS + ",milliwatt_hours,[1::BIGINT],INT64",
    SETTINGS + ",value,1,BINARY (STRING)",
    SETTINGS + ",effective_at,DATE '2024-03-04','INT64 (TIMESTAMP, UTC)'",
    SETTINGS + ",partition,0::BIGINT,INT32"
  })
  void aColumnOfAnotherType(String part, String column, String value, String type) throws IOException, SQLException {
    rewrite(part, "* REPLACE (" + value + " AS \"" + column + "\")");
    var line = assertRefused(archive, archive.resolve(part) + ": column '" + column + "' is '");
    assertTrue(line.endsWith("must be " + type), line);
  }

  @ParameterizedTest
  @CsvSource({
    "--from=2024-03-05 --to=2024-03-04, --from 2024-03-05 is after --to 2024-03-04",
    "--from=04.03.2024, '04.03.2024'",
    "--to=2024-02-30, '2024-02-30'",
    "--known=later, later",
    "--window=0, '0'",
    "--window=PT0S, --window is PT0S",
    "--window=P200000D, --window is PT4800000H",
    "--window=banana, 'banana'",
    "--lateness=-P1D, --lateness is PT-24H",
    "--lateness=soon, 'soon'",
    "--parallelismm=2, parallelismm",
    "--runner=FlinkRunner --parallelism=two, two",
    "--runner=NoSuchRunner, NoSuchRunner",
    "again, again"
  })
  void anInvalidOption(String options, String says) throws IOException {
    assertRefused(archive, says.replaceAll("^''|''$", "'"), options.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--archive", "--views"})
  void aMissingOption(String missing) {
    var given = missing.equals("--views") ? "--archive" : "--views";
    var run = CommandRun.of("run", given, temp.resolve("log"));
    assertEquals(2, run.exitCode());
    assertEquals(1, run.complaints().size(), run.err());
    assertTrue(run.complaints().get(0).contains(missing), run.err());
  }

  @Test
  void viewsThatAreAFile() throws IOException {
    Files.writeString(views, "mine");
    var line = fail(archive, views);
    assertTrue(line.startsWith("meterline: views " + views + ": cannot be written: "), line);
    assertEquals("mine", Files.readString(views));
  }

  @Test
  void viewsBelowAFile() throws IOException {
    var file = Files.writeString(temp.resolve("file"), "mine");
    var line = fail(archive, file.resolve("views"));
    assertTrue(line.startsWith("meterline: views " + file.resolve("views") + ": cannot be written: "), line);
  }

  @Test
  void viewsThatMayNotBeWritten() throws IOException {
    Files.createDirectory(views, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
    assumeFalse(Files.isWritable(views), "this user may write what no one may");
    var line = fail(archive, views);
    assertTrue(line.startsWith("meterline: views " + views + ": cannot be written: "), line);
  }

  @Test
  void viewsThatNoRunWrote() throws IOException {
    var mine = Files.createDirectories(views.resolve("usage")).resolve("mine.txt");
    Files.writeString(mine, "mine");
    var line = fail(archive, views);
    assertTrue(line.startsWith("meterline: views " + views + ": usage was not written by a run"), line);
    assertEquals("mine", Files.readString(mine));
  }

  /** Refused in one line, leaving no view, not even a partial one. */
  private String assertRefused(Path log, String says, String... options) throws IOException {
    var line = fail(log, views, options);
    assertTrue(line.contains(says), line);
    for (var view : List.of("usage", "alerts", "cohorts", "comparisons", "rejected", "current")) {
      assertFalse(Files.exists(views.resolve(view), LinkOption.NOFOLLOW_LINKS), view);
    }
    return line;
  }

  private static String fail(Path log, Path views, String... options) {
    var args = Stream.concat(Stream.of("run", "--archive", log, "--views", views), Arrays.stream(options));
    var run = CommandRun.of(args.toArray());
    assertEquals(2, run.exitCode(), run.out());
    assertFalse(run.err().contains("\tat "), run.err());
    assertEquals(1, run.complaints().size(), run.err());
    assertTrue(run.complaints().get(0).startsWith("meterline: "), run.err());
    return run.complaints().get(0);
  }

  private void rewrite(String part, String columns) throws IOException, SQLException {
    var good = temp.resolve("good.parquet");
    Files.move(archive.resolve(part), good);
    DuckDb.write(archive.resolve(part), "SELECT " + columns + " FROM '" + good + "'");
  }

  private static void remove(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
