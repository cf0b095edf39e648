package io.meterline.connect.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  private static final String ROW =
      "SELECT 'everyone' AS scope, 'plan' AS name, 'CLEAR' AS op, '' AS value, make_timestamptz(5000) AS effective_at,"
          + " 'ann' AS author, NULL::VARCHAR AS reason, make_timestamptz(6000) AS logged_at, 1::INTEGER AS partition,"
          + " 7::BIGINT AS \"offset\"";
  private static final LoggedChange CHANGE =
      new LoggedChange(
          "everyone",
          "plan",
          "CLEAR",
          "",
          Instant.ofEpochMilli(5),
          Optional.of("ann"),
          Optional.empty(),
          new Position(Instant.ofEpochMilli(6), 1, 7));

  @TempDir Path archive;

  private final List<LoggedChange> changes = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();

  @Test
  void readsWhatTheArchiveWriterWrote() {
    var written = archive.resolve("log");
    try (var writer = ArchiveWriter.create(written)) {
      writer.write(CHANGE);
      writer.finish();
    }
    SettingsReader.readArchive(written, changes::add, rejections::add);
    assertEquals(List.of(CHANGE), changes);
    assertEquals(List.of(), rejections);
  }

  @Test
  void readsWhatAnotherToolWroteInSubfolders() throws Exception {
    DuckDb.write(archive.resolve("settings/2013/01/a.parquet"), ROW + ", 'x' AS note");
    read();
    assertEquals(List.of(CHANGE), changes);
    assertEquals(List.of(), rejections);
  }

  @Test
  void aTimestampWithAFractionOfAMillisecondIsMalformed() throws Exception {
    DuckDb.write(archive.resolve("settings/a.parquet"), ROW.replace("(6000)", "(6001)"));
    read();
    assertEquals(
        List.of(
            new Rejection(
                Kind.SETTING,
                Reason.MALFORMED,
                "logged_at: 6001 MICROS is not a whole number of milliseconds",
                OptionalInt.of(1),
                OptionalLong.of(7),
                Optional.empty(),
                "{\"scope\":\"everyone\",\"name\":\"plan\",\"op\":\"CLEAR\",\"value\":\"\","
                    + "\"effective_at\":\"1970-01-01T00:00:00.005Z\",\"author\":\"ann\"}")),
        rejections);
    assertEquals(List.of(), changes);
  }

  @Test
  void additionalColumnsMayHaveAnyNameAndAnyType() throws Exception {
    DuckDb.write(
        archive.resolve("settings/a.parquet"),
        ROW + ", 1 AS \"a note\", MAP {'k': [1]} AS map, INTERVAL 1 DAY AS span, uuid() AS id, {'ä b': 1} AS nested, 'x' AS raw");
    read();
    assertEquals(List.of(CHANGE), changes);
    assertEquals(List.of(), rejections);
  }

  @Test
  void timestampsInNanosecondsAreReadIfTheyAreWholeMilliseconds() throws IOException {
    var schema =
        MessageTypeParser.parseMessageType(
            """
            message change {
              required binary scope (STRING);
              required binary name (STRING);
              required binary op (STRING);
              required binary value (STRING);
              required int64 effective_at (TIMESTAMP(NANOS, true));
              optional binary author (STRING);
              optional binary reason (STRING);
              required int64 logged_at (TIMESTAMP(NANOS, true));
              required int32 partition;
              required int64 offset;
            }
            """);
    Files.createDirectories(archive.resolve("settings"));
    var file = new LocalOutputFile(archive.resolve("settings/a.parquet"));
    try (var out = ExampleParquetWriter.builder(file).withType(schema).withConf(new PlainParquetConfiguration()).build()) {
      for (var effective : List.of(5_000_000L, 5_000_001L)) {
        out.write(
            new SimpleGroup(schema)
                .append("scope", "everyone")
                .append("name", "plan")
                .append("op", "CLEAR")
                .append("value", "")
                .append("effective_at", effective)
                .append("author", "ann")
                .append("logged_at", 6_000_000L)
                .append("partition", 1)
                .append("offset", 7L));
      }
    }
    read();
    assertEquals(List.of(CHANGE), changes);
    assertEquals(
        List.of("effective_at: 5000001 NANOS is not a whole number of milliseconds"),
        rejections.stream().map(Rejection::detail).toList());
  }

  @Test
  void aRowWithoutARequiredCellIsMalformedAndTheOthersAreRead() throws Exception {
    DuckDb.write(
        archive.resolve("settings/a.parquet"),
        ROW.replace("'everyone'", "NULL")
            + " UNION ALL "
            + ROW
            + " UNION ALL "
            + ROW.replace("1::INTEGER", "NULL")
            + " UNION ALL "
            + ROW.replace("make_timestamptz(5000)", "NULL::TIMESTAMPTZ"));
    read();
    assertEquals(List.of(CHANGE), changes);
    assertEquals(
        List.of("scope is missing", "partition is missing", "effective_at is missing"),
        rejections.stream().map(Rejection::detail).toList());
    assertEquals(OptionalInt.empty(), rejections.get(1).partition());
    assertEquals(Optional.of(Instant.ofEpochMilli(6)), rejections.get(1).loggedAt());
  }

  @Test
  void theRowGroupsOfAFileAreReadOneByOne() throws Exception {
    var rows = ROW.replace("7::BIGINT", "i::BIGINT").replace("'ann'", "'ann' || i % 3") + " FROM range(5000) numbers(i)";
    var file = DuckDb.write(archive.resolve("settings/a.parquet"), rows, ", ROW_GROUP_SIZE 2048");
    var groups = SettingsReader.groups(ChannelInputFile.at(file.toString()), "a");
    assertEquals(3, groups);
    for (var group = 0; group < groups; group++) {
      SettingsReader.read(ChannelInputFile.at(file.toString()), "a", group, changes::add, rejections::add);
    }
    var inTurns = List.copyOf(changes);
    assertEquals(5_000, inTurns.size());
    assertEquals(List.of(), rejections);
    changes.clear();
    read();
    assertEquals(changes, inTurns);
    assertEquals(LongStream.range(0, 5_000).boxed().toList(), changes.stream().map(change -> change.position().offset()).toList());
    assertEquals(Optional.of("ann1"), changes.get(4_000).author());
  }

  @Test
  void aFileWithoutAColumnFails() throws Exception {
    DuckDb.write(archive.resolve("settings/a.parquet"), ROW.replace("AS op", "AS operation"));
    assertTrue(failure().startsWith("a.parquet: has no column 'op', only scope, name, operation"), failure());
  }

  @Test
  void aTruncatedFileFails() throws Exception {
    var file = DuckDb.write(archive.resolve("settings/a.parquet"), ROW);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    assertTrue(failure().startsWith("a.parquet: not a complete Parquet file"), failure());
  }

  @Test
  void anArchiveWithoutTheFolderFails() {
    assertEquals("settings: there is no such folder", failure());
  }

  private void read() {
    SettingsReader.readArchive(archive, changes::add, rejections::add);
  }

  private String failure() {
    var message = assertThrows(MeterlineException.class, this::read).getMessage();
    return message.replace(archive.resolve("settings") + "/", "").replace(archive + "/", "");
  }
}
