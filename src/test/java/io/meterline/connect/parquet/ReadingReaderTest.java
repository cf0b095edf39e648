package io.meterline.connect.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.event.ReadingEvents;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.log.ReadingColumns;
import io.meterline.model.log.Reason;
import io.meterline.model.log.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings are read as written, by any writer and in any layout. */
class ReadingReaderTest {
  private static final int ROWS = 10_000;

  /** Devices that repeat often or rarely, numbers of all sizes, times in microseconds. */
  private static final String READINGS =
      "SELECT '%s' || (i %% %d) AS device, make_timestamptz(1709510400000000 + i * 1800000000) AS \"at\","
          + " (i %% 3 * 900)::INTEGER AS seconds,"
          + " ((i * 7919) %% 100003 - 50000) * (1::BIGINT << (i %% 40)) AS milliwatt_hours,"
          + " make_timestamptz(1709600000000000 + i * 1000) AS logged_at,"
          + " (i %% 5)::INTEGER AS partition, i AS \"offset\""
          + " FROM range(" + ROWS + ") rows(i)";

  private static final String ROW =
      "'m1' AS device, make_timestamptz(5000) AS \"at\", 60::INTEGER AS seconds, 500::BIGINT AS milliwatt_hours,"
          + " make_timestamptz(6000) AS logged_at, 3::INTEGER AS partition, i AS \"offset\"";

  @TempDir Path temp;

  private final ReadingColumns readings = new ReadingColumns();
  private final List<Rejection> rejections = new ArrayList<>();

  @Test
  void readsFilesOfAnotherToolInAnyEncodingLayoutAndCompression() throws Exception {
    var options =
        List.of(
            ", PARQUET_VERSION V1, ROW_GROUP_SIZE 4096, COMPRESSION snappy",
            ", PARQUET_VERSION V2, ROW_GROUP_SIZE 4096, COMPRESSION zstd",
            ", PARQUET_VERSION V1, DICTIONARY_SIZE_LIMIT 1, COMPRESSION uncompressed",
            ", PARQUET_VERSION V2, DICTIONARY_SIZE_LIMIT 1, COMPRESSION gzip");
    for (var names : List.of("meter ", "Zähler 電力 ")) {
      for (var devices : List.of(1, 7, ROWS)) {
        for (var option : options) {
          readings.clear();
          read(DuckDb.write(temp.resolve("a.parquet"), READINGS.formatted(names, devices), option));
          assertEquals(LongStream.range(0, ROWS).mapToObj(i -> reading(names, devices, i)).toList(), found(), option);
          assertEquals(devices, readings.devices(), option);
        }
      }
    }
    assertEquals(List.of(), rejections);
  }

  private static LoggedReading reading(String names, int devices, long i) {
    var energy = ((i * 7919) % 100_003 - 50_000) << (i % 40);
    var position = new Position(Instant.ofEpochMilli(1_709_600_000_000L + i), (int) (i % 5), i);
    var reading = new Reading(1_709_510_400_000L + i * 1_800_000, (int) (i % 3 * 900), energy);
    return new LoggedReading(names + i % devices, reading, position);
  }

  @Test
  void readsWhatTheArchiveWriterWrotePageByPage() throws IOException {
    var written = LongStream.range(0, 100_000).mapToObj(i -> reading("m", 300, i)).toList();
    try (var writer = ArchiveWriter.create(temp.resolve("log"))) {
      written.forEach(writer::write);
      writer.finish();
    }
    read(temp.resolve("log/readings/part-00000.parquet"));
    assertEquals(written, found());
    assertEquals(List.of(), rejections);
  }

  @Test
  void aDeviceHasOneNumberInAllRowGroupsOfAllFiles() throws Exception {
    var sql = READINGS.formatted("m", 7);
    var files =
        List.of(
            DuckDb.write(temp.resolve("a.parquet"), sql, ", ROW_GROUP_SIZE 2048"),
            DuckDb.write(temp.resolve("b.parquet"), sql + " ORDER BY i DESC", ", DICTIONARY_SIZE_LIMIT 1"));
    for (var file : files) {
      read(file);
    }
    assertEquals(2 * ROWS, readings.size());
    assertEquals(7, readings.devices());
    assertEquals(reading("m", 7, 0), found().get(0));
    assertEquals(reading("m", 7, 0), found().get(2 * ROWS - 1));
  }

  @Test
  void aRowThatLacksAValueIsRejectedWithItsNumberAndItsOtherValues() throws Exception {
    var sql =
        "SELECT * REPLACE (CASE WHEN \"offset\" %% 3 = 1 THEN %s END AS %s) FROM"
            + " (SELECT " + ROW + " FROM range(5000) rows(i)) ORDER BY \"offset\"";
    var columns =
        List.of("device", "\"at\"", "seconds", "milliwatt_hours", "logged_at", "partition");
    for (var version : List.of("V1", "V2")) {
      for (var column : columns) {
        readings.clear();
        rejections.clear();
        var file = temp.resolve("a.parquet");
        read(DuckDb.write(file, sql.formatted(column, column), ", ROW_GROUP_SIZE 2048, PARQUET_VERSION " + version));
        var kept = LongStream.range(0, 5000).filter(i -> i % 3 == 1).mapToObj(ReadingReaderTest::plain).toList();
        assertEquals(kept, found(), column);
        assertEquals(5000 - kept.size(), rejections.size(), column);
        // Row 4999 has the offset 4998, and is in the third row group.
        assertEquals(rejection(file, 4999, column), rejections.get(rejections.size() - 1));
      }
    }
  }

  private static LoggedReading plain(long offset) {
    return new LoggedReading("m1", new Reading(5, 60, 500), new Position(Instant.ofEpochMilli(6), 3, offset));
  }

  private static Rejection rejection(Path file, long row, String lacks) {
    var content =
        "{\"device\":\"m1\",\"at\":\"1970-01-01T00:00:00.005Z\",\"seconds\":60,\"milliwatt_hours\":500}"
            .replaceFirst("\"" + lacks.replace("\"", "") + "\":[^,}]*,?", "")
            .replace(",}", "}");
    return new Rejection(
        Kind.READING,
        Reason.MALFORMED,
        file + ": row " + row + ": a value is missing, or not a time of whole milliseconds",
        lacks.equals("partition") ? OptionalInt.empty() : OptionalInt.of(3),
        OptionalLong.of(row - 1),
        lacks.equals("logged_at") ? Optional.empty() : Optional.of(Instant.ofEpochMilli(6)),
        content);
  }

  @Test
  void aFractionOfAMillisecondAndAnEmptyDeviceCountAsMissing() throws Exception {
    var rows = "SELECT " + ROW + " FROM range(3) rows(i)";
    var times = "SELECT * REPLACE (make_timestamptz(5000 - \"offset\") AS \"at\") FROM (" + rows + ")";
    var file = DuckDb.write(temp.resolve("a.parquet"), times);
    read(file);
    assertEquals(List.of(plain(0)), found());
    assertEquals(List.of(rejection(file, 2, "\"at\""), rejection(file, 3, "\"at\"")), rejections);
    rejections.clear();
    var names = "SELECT * REPLACE (if(\"offset\" = 1, '', 'm1') AS device) FROM (" + rows + ")";
    for (var limit : List.of(1, 1000)) {
      readings.clear();
      rejections.clear();
      read(DuckDb.write(file, names, ", DICTIONARY_SIZE_LIMIT " + limit));
      assertEquals(List.of(plain(0), plain(2)), found());
      assertEquals(List.of(rejection(file, 2, "device")), rejections);
    }
  }

  @Test
  void rawBytesThatCanNowBeDecodedBecomeAReadingInTheirPlace() throws IOException {
    var file = temp.resolve("a.parquet");
    try (var log = LogFile.ofReadings(file)) {
      log.write(plain(0));
      log.writeRaw("no event".getBytes(StandardCharsets.UTF_8), plain(1).position());
      log.writeRaw(new ReadingEvents().encode("m2", plain(2).reading()), plain(2).position());
      log.write(plain(3));
    }
    read(file);
    var second = new LoggedReading("m2", plain(2).reading(), plain(2).position());
    assertEquals(List.of(plain(0), second, plain(3)), found());
    assertEquals(List.of(OptionalLong.of(1)), rejections.stream().map(Rejection::offset).toList());
  }

  @Test
  void aDamagedPageIsRejectedAndLeavesTheColumnsUnchanged() throws Exception {
    try (var writer = ArchiveWriter.create(temp.resolve("log"))) {
      LongStream.range(0, 1000).forEach(i -> writer.write(reading("m", 300, i)));
      writer.finish();
    }
    var file = temp.resolve("log/readings/part-00000.parquet");
    read(file);
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    var problem = assertThrows(MeterlineException.class, () -> read(file)).getMessage();
    assertTrue(problem.startsWith(file + ": not a complete Parquet file that can be read: "), problem);
    assertEquals(1000, readings.size());
  }

  private void read(Path path) {
    try (var file = ReadingReader.open(ChannelInputFile.at(path.toString()), path.toString())) {
      for (var group = 0; group < file.groups(); group++) {
        file.read(group, readings, rejections::add);
      }
    }
  }

  private List<LoggedReading> found() {
    var found = new ArrayList<LoggedReading>();
    for (var row = 0; row < readings.size(); row++) {
      found.add(
          new LoggedReading(
              readings.deviceName(readings.device()[row]),
              new Reading(readings.at()[row], readings.seconds()[row], readings.milliwattHours()[row]),
              new Position(
                  Instant.ofEpochMilli(readings.loggedAt()[row]), readings.partition()[row], readings.offset()[row])));
    }
    return found;
  }
}
