package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meterline.connect.files.Mount;
import io.meterline.connect.parquet.DuckDb;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unusual input: without lines, from a pipe, or larger than the disk. */
class ImportInputTest {
  private static final String HEADER = "device,at,seconds,kwh\n";
  private static final String ROW = "m1,2013-01-01T00:00:00Z,1800,1\n";
  private static final int LONGEST = 1 << 20;

  @TempDir Path temp;

  /** How a file is compressed. */
  enum Packing {
    PLAIN,
    GZIP;

    private OutputStream open(Path file) throws IOException {
      var out = Files.newOutputStream(file);
      return this == GZIP ? new GZIPOutputStream(out, 1 << 16) : out;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLineThatIsTooLongCostsOnlyItself(Packing packing) throws IOException, SQLException {
    var file = write(packing, HEADER, ROW, "x".repeat(3 * LONGEST), "\n", ROW);
    assertEquals(1, readings(file).exitCode());
    assertEquals(List.of("2"), DuckDb.query("SELECT count(*) FROM '" + archive() + "/readings/*.parquet'"));
    var rejected = Files.readString(archive().resolve("rejects.csv")).lines().toList();
    assertEquals(List.of("file,line,reason,row", file + ",3,\"the line has more than 1,048,576 characters\"," + "x".repeat(200) + "..."), rejected);
  }

  @ParameterizedTest
  @EnumSource
  void settingsAreBoundedToo(Packing packing) throws IOException {
    var file = write(packing, "scope,name,op,value,effective_at\n", "everyone,plan,CLEAR,,2013-01-01T00:00:00Z\n", "x".repeat(LONGEST + 1));
    var run = CommandRun.of("import", "--settings", file, "--out", archive());
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.out().contains("changes        1\nrejected rows  1\n"), run.out());
  }

  @Test
  void aHeaderThatIsTooLongIsNotAccepted() throws IOException {
    fails(readings(write(Packing.PLAIN, "x".repeat(LONGEST + 1))), ": has no header row: the line has more than 1,048,576 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--readings", "--settings"})
  void inputWithoutLinesIsOneLineOfError(String kind) {
    fails(CommandRun.of("import", kind, "/dev/zero", "--out", archive()), "/dev/zero: cannot be read: line 1 has more than 1,073,741,824 characters; it is not CSV");
  }

  @Test
  void aDecompressionBombIsOneLineOfError() throws IOException {
    var file = temp.resolve("bomb.csv.gz");
    try (var out = Packing.GZIP.open(file)) {
      out.write(HEADER.getBytes(StandardCharsets.UTF_8));
      for (var i = 0; i <= 1024; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    fails(readings(file), file + ": cannot be read: line 2 has more than ");
  }

  @Test
  void aFolderIsNotAFile() {
    fails(readings(temp), temp + ": is a folder; name a file");
  }

  @Test
  void aPipeIsReadToItsEnd() throws IOException, InterruptedException, SQLException {
    var pipe = temp.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    var writer = new ProcessBuilder("sh", "-c", "printf '" + (HEADER + ROW + ROW).replace("\n", "\\n") + "' > " + pipe).start();
    assertEquals(0, readings(pipe).exitCode());
    assertEquals(0, writer.waitFor());
    assertEquals(List.of("2"), DuckDb.query("SELECT count(*) FROM '" + archive() + "/readings/*.parquet'"));
  }

  @Test
  void aFullDiskLeavesNothingAndTheImportCanBeRetried() throws IOException {
    var disk = Mount.ofSize(temp.resolve("disk"), "1m");
    assumeTrue(disk.isPresent(), "this user may mount nothing");
    try (var mounted = disk.get()) {
      var folder = mounted.folder();
      // The archive itself is small, but the rejects are not.
      var rows = new ArrayList<>(List.of(HEADER, ROW));
      for (var i = 0; i < 40; i++) {
        rows.add("m1,today," + "x".repeat(100_000) + "\n");
      }
      var file = write(Packing.PLAIN, rows.toArray(String[]::new));
      var archive = folder.resolve("log");
      var run = CommandRun.of("import", "--readings", file, "--out", archive);
      assertEquals(2, run.exitCode(), run.err());
      assertEquals(1, run.err().lines().count(), run.err());
      assertTrue(run.err().contains("rejects.csv") && run.err().contains("No space left on device"), run.err());
      assertEquals(0, folder.toFile().list().length, () -> Arrays.toString(folder.toFile().list()));
      var again = CommandRun.of("import", "--readings", write(Packing.PLAIN, HEADER, ROW, "x\n"), "--out", archive);
      assertEquals(1, again.exitCode(), again.err());
      assertTrue(Files.exists(archive.resolve("rejects.csv")));
    }
  }

  @Test
  void rejectedRowsContainNothingThatASpreadsheetExecutes() throws IOException {
    readings(write(Packing.PLAIN, HEADER, ROW, "=HYPERLINK(\"\"http://x\"\")\n", "-0.5\n"));
    var rejected = Files.readString(archive().resolve("rejects.csv"));
    assertTrue(rejected.contains(",\"'=HYPERLINK("), rejected);
    assertTrue(rejected.endsWith(",-0.5\n"), rejected);
  }

  private void fails(CommandRun run, String says) {
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains(says), run.err());
    assertEquals(1, run.complaints().stream().filter(line -> !line.startsWith("importing ")).count(), run.err());
    assertFalse(Files.exists(archive()));
    assertEquals(0, temp.toFile().list((folder, name) -> name.contains(".partial")).length);
  }

  private CommandRun readings(Path file) {
    return CommandRun.of("import", "--readings", file, "--out", archive());
  }

  private Path archive() {
    return temp.resolve("archive");
  }

  private Path write(Packing packing, String... parts) throws IOException {
    var file = temp.resolve("in.csv");
    try (var out = packing.open(file)) {
      for (var part : parts) {
        out.write(part.getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }
}
