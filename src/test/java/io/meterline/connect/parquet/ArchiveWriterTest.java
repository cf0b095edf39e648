package io.meterline.connect.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveWriterTest {
  private static final Instant LOGGED = Instant.parse("2024-03-31T01:30:00.123Z");

  @TempDir Path folder;

  @Test
  void anotherToolReadsTheColumnsOfTheDesign() throws SQLException {
    var archive = folder.resolve("archive");
    write(archive, 3);

    assertEquals(
        List.of(
            "device VARCHAR",
            "at TIMESTAMP WITH TIME ZONE",
            "seconds INTEGER",
            "milliwatt_hours BIGINT",
            "logged_at TIMESTAMP WITH TIME ZONE",
            "partition INTEGER",
            "offset BIGINT"),
        query("SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM '" + archive + "/readings/*.parquet')"));
    assertEquals(
        List.of(
            "scope VARCHAR",
            "name VARCHAR",
            "op VARCHAR",
            "value VARCHAR",
            "effective_at TIMESTAMP WITH TIME ZONE",
            "author VARCHAR",
            "reason VARCHAR",
            "logged_at TIMESTAMP WITH TIME ZONE",
            "partition INTEGER",
            "offset BIGINT"),
        query("SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM '" + archive + "/settings/*.parquet')"));
  }

  @Test
  void anotherToolReadsTheValues() throws SQLException {
    var archive = folder.resolve("archive");
    write(archive, 2);

    assertEquals(
        List.of(
            "Zähler-0|1711843200000|1800|-5|1711848600123|0|0", "Zähler-1|1711845000000|1800|-4|1711848600123|1|1"),
        query(
            "SELECT concat_ws('|', device, epoch_ms(\"at\"), seconds, milliwatt_hours, epoch_ms(logged_at),"
                + " partition, \"offset\") FROM '" + archive + "/readings/*.parquet' ORDER BY device"));
    assertEquals(
        List.of("everyone|price.micros.per.kwh|SET|300000|1711848600123|billing|none|1711848600123|0|7"),
        query(
            "SELECT concat_ws('|', scope, name, op, value, epoch_ms(effective_at), author, coalesce(reason, 'none'),"
                + " epoch_ms(logged_at), partition, \"offset\") FROM '" + archive + "/settings/*.parquet'"));
  }

  @Test
  void anEmptyArchiveHasTheColumns() throws SQLException {
    var archive = folder.resolve("archive");
    try (var writer = ArchiveWriter.create(archive)) {
      writer.finish();
    }

    assertEquals(List.of("0"), query("SELECT count(device) FROM '" + archive + "/readings/*.parquet'"));
    assertEquals(List.of("0"), query("SELECT count(reason) FROM '" + archive + "/settings/*.parquet'"));
  }

  @Test
  void aFullFileIsFollowedByAnother() throws IOException, SQLException {
    var archive = folder.resolve("archive");
    try (var writer = ArchiveWriter.create(archive, 2)) {
      for (var i = 0; i < 5; i++) {
        writer.write(reading(i));
      }
      writer.finish();
    }

    assertEquals(
        List.of("part-00000.parquet", "part-00001.parquet", "part-00002.parquet"), names(archive.resolve("readings")));
    assertEquals(List.of("5"), query("SELECT count(*) FROM '" + archive + "/readings/*.parquet'"));
  }

  @Test
  void theSameLogYieldsTheSameBytes() throws IOException {
    write(folder.resolve("one"), 1000);
    write(folder.resolve("two"), 1000);

    for (var file : List.of("readings/part-00000.parquet", "settings/part-00000.parquet")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("one").resolve(file)),
          Files.readAllBytes(folder.resolve("two").resolve(file)));
    }
  }

  @Test
  void anArchiveThatIsNotEmptyIsRefusedAndUnchanged() throws IOException {
    var archive = Files.createDirectory(folder.resolve("archive"));
    Files.writeString(archive.resolve("precious"), "kept");

    var refused = assertThrows(MeterlineException.class, () -> ArchiveWriter.create(archive));

    assertTrue(refused.getMessage().contains("already exists"), refused.getMessage());
    assertEquals("kept", Files.readString(archive.resolve("precious")));
    assertEquals(List.of("archive"), names(folder));
  }

  @Test
  void aFileAtTheArchivesPathIsRefusedAndUnchanged() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "kept");

    assertThrows(MeterlineException.class, () -> ArchiveWriter.create(file));
    assertThrows(MeterlineException.class, () -> ArchiveWriter.create(file.resolve("below")).close());

    assertEquals("kept", Files.readString(file));
    assertEquals(List.of("file"), names(folder));
  }

  @Test
  void anEmptyFolderBecomesTheArchive() throws IOException {
    var archive = Files.createDirectory(folder.resolve("archive"));

    write(archive, 1);

    assertEquals(List.of("readings", "settings"), names(archive));
    assertEquals(List.of("archive"), names(folder));
  }

  @Test
  void foldersAboveTheArchiveAreCreated() throws IOException {
    write(folder.resolve("some/where/archive"), 1);

    assertEquals(List.of("readings", "settings"), names(folder.resolve("some/where/archive")));
    assertEquals(List.of("some"), names(folder));
  }

  @Test
  void nothingIsVisibleBeforeTheArchiveIsFinished() {
    var archive = folder.resolve("archive");
    try (var writer = ArchiveWriter.create(archive)) {
      writer.write(reading(0));
      assertFalse(Files.exists(archive));
    }
  }

  @Test
  void aWriterClosedWithoutFinishLeavesNothing() throws IOException {
    try (var writer = ArchiveWriter.create(folder.resolve("some/where/archive"))) {
      writer.write(reading(0));
      writer.write(change());
    }

    assertEquals(List.of(), names(folder));
  }

  @Test
  void aFolderCreatedInTheMeantimeIsUnchanged() throws IOException {
    var archive = folder.resolve("archive");
    try (var writer = ArchiveWriter.create(archive)) {
      Files.createDirectory(archive);
      Files.writeString(archive.resolve("precious"), "kept");

      assertThrows(MeterlineException.class, writer::finish);
    }

    assertEquals("kept", Files.readString(archive.resolve("precious")));
    assertEquals(List.of("archive"), names(folder));
  }

  @Test
  void aFinishedArchiveAcceptsNoMoreEvents() {
    try (var writer = ArchiveWriter.create(folder.resolve("archive"))) {
      writer.finish();

      assertThrows(IllegalStateException.class, () -> writer.write(reading(0)));
      assertThrows(IllegalStateException.class, writer::finish);
    }
  }

  private static void write(Path archive, int readings) {
    try (var writer = ArchiveWriter.create(archive)) {
      for (var i = 0; i < readings; i++) {
        writer.write(reading(i));
      }
      writer.write(change());
      writer.finish();
    }
  }

  private static LoggedReading reading(int i) {
    var at = Instant.parse("2024-03-31T00:00:00Z").toEpochMilli() + i * 1_800_000L;
    return new LoggedReading("Zähler-" + i, new Reading(at, 1800, i - 5), new Position(LOGGED, i % 2, i));
  }

  private static LoggedChange change() {
    return new LoggedChange(
        "everyone",
        "price.micros.per.kwh",
        "SET",
        "300000",
        LOGGED,
        Optional.of("billing"),
        Optional.empty(),
        new Position(LOGGED, 0, 7));
  }

  private static List<String> names(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> query(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var result = new ArrayList<String>();
      while (rows.next()) {
        result.add(rows.getString(1));
      }
      return result;
    }
  }
}
