package io.meterline.connect.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.log.ReadingColumns;
import io.meterline.model.log.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings in every encoding of Parquet's own library are read as written. */
class ReadingEncodingsTest {
  private static final int ROWS = 5_000;
  private static final int COLUMNS = 7;

  @TempDir Path temp;

  /** How a file is written. About one in {@code nulls} rows lacks a value; with 0, none does. */
  private record Writing(
      WriterVersion version, boolean dictionary, TimeUnit unit, Repetition presence, int nulls) {}

  private static Stream<Writing> writings() {
    return Stream.of(WriterVersion.values())
        .flatMap(
            version ->
                Stream.of(TimeUnit.values())
                    .flatMap(
                        unit ->
                            Stream.of(
                                new Writing(version, true, unit, Repetition.REQUIRED, 0),
                                new Writing(version, false, unit, Repetition.REQUIRED, 0),
                                new Writing(version, true, unit, Repetition.OPTIONAL, 0),
                                new Writing(version, true, unit, Repetition.OPTIONAL, 4),
                                new Writing(version, false, unit, Repetition.OPTIONAL, 4),
                                new Writing(version, false, unit, Repetition.OPTIONAL, 200))));
  }

  @Test
  void everyValueIsReadBack() throws IOException {
    var random = new Random(7);
    for (var writing : writings().toList()) {
      everyValueIsReadBack(writing, Stream.generate(() -> row(random, writing.nulls)).limit(ROWS).toList());
    }
  }

  @Test
  void interleavedDevicesAreReadBackWhicheverAreLeftOutOrInserted() throws IOException {
    var random = new Random(8);
    for (var writing : writings().toList()) {
      var rows = new ArrayList<List<Object>>();
      for (var turn = 0; rows.size() < ROWS; turn++) {
        var row = row(random, writing.nulls);
        if (row.get(0) != NOTHING && random.nextInt(50) > 0) {
          row.set(0, "mètre " + turn % 300 + "e".repeat(turn % 300));
        }
        if (random.nextInt(50) > 0) {
          rows.add(row);
        }
      }
      everyValueIsReadBack(writing, rows);
    }
  }

  private void everyValueIsReadBack(Writing writing, List<List<Object>> rows) throws IOException {
    var file = temp.resolve("a.parquet");
    write(file, writing, rows);
    var whole = rows.stream().filter(row -> !row.contains(NOTHING)).map(List::toString).toList();
    var readings = new ReadingColumns();
    readings.device("of another file");
    for (var time = 0; time < 2; time++) {
      readings.clear();
      var rejections = new ArrayList<Rejection>();
      try (var reader = ReadingReader.open(ChannelInputFile.at(file.toString()), "file")) {
        for (var group = 0; group < reader.groups(); group++) {
          reader.read(group, readings, rejections::add);
        }
      }
      assertEquals(whole, found(readings), writing::toString);
      assertEquals(ROWS - whole.size(), rejections.size(), writing::toString);
    }
  }

  private static final Object NOTHING = "nothing";

  private static List<Object> row(Random random, int nulls) {
    var row = new ArrayList<Object>();
    row.add("mètre " + random.nextInt(500));
    row.add(random.nextLong() >> 22 + random.nextInt(40));
    row.add(random.nextInt() >> random.nextInt(32));
    row.add(random.nextLong() >> random.nextInt(64));
    row.add(1_700_000_000_000L + random.nextInt(1000));
    row.add(random.nextInt(3));
    row.add(random.nextLong());
    if (nulls > 0) {
      row.replaceAll(value -> random.nextInt(nulls * COLUMNS) == 0 ? NOTHING : value);
    }
    return row;
  }

  private static MessageType schema(Writing writing) {
    var time = timestampType(true, writing.unit);
    var presence = writing.presence;
    return Types.buildMessage()
        .addField(Types.primitive(BINARY, presence).as(stringType()).named(LogSchemas.DEVICE))
        .addField(Types.primitive(INT64, presence).as(time).named(LogSchemas.AT))
        .addField(Types.primitive(INT32, presence).named(LogSchemas.SECONDS))
        .addField(Types.primitive(INT64, presence).named(LogSchemas.MILLIWATT_HOURS))
        .addField(Types.primitive(INT64, presence).as(time).named(LogSchemas.LOGGED_AT))
        .addField(Types.primitive(INT32, presence).named(LogSchemas.PARTITION))
        .addField(Types.primitive(INT64, presence).named(LogSchemas.OFFSET))
        .named("reading");
  }

  private static long perMillisecond(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1;
      case MICROS -> 1_000;
      case NANOS -> 1_000_000;
    };
  }

  private static void write(Path file, Writing writing, List<List<Object>> rows) throws IOException {
    Files.deleteIfExists(file);
    var schema = schema(writing);
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withWriterVersion(writing.version)
            .withDictionaryEncoding(writing.dictionary)
            .withPageRowCountLimit(700)
            .withRowGroupRowCountLimit(2_000)
            .build()) {
      for (var row : rows) {
        writer.write(group(schema, row, perMillisecond(writing.unit)));
      }
    }
  }

  private static SimpleGroup group(MessageType schema, List<Object> row, long perMillisecond) {
    var group = new SimpleGroup(schema);
    for (var column = 0; column < row.size(); column++) {
      if (row.get(column) == NOTHING) {
        continue;
      }
      var isTime = column == ReadingReader.AT || column == ReadingReader.LOGGED_AT;
      if (row.get(column) instanceof String text) {
        group.add(column, Binary.fromString(text));
      } else if (row.get(column) instanceof Integer number) {
        group.add(column, (int) number);
      } else if (row.get(column) instanceof Long number) {
        group.add(column, isTime ? number * perMillisecond : (long) number);
      }
    }
    return group;
  }

  private static List<String> found(ReadingColumns readings) {
    var found = new ArrayList<String>();
    for (var i = 0; i < readings.size(); i++) {
      var row =
          List.<Object>of(
              readings.deviceName(readings.device()[i]),
              readings.at()[i],
              readings.seconds()[i],
              readings.milliwattHours()[i],
              readings.loggedAt()[i],
              readings.partition()[i],
              readings.offset()[i]);
      found.add(row.toString());
    }
    return found;
  }

  @Test
  void aDeviceThatIsNotUtf8IsRejectedAndTheOthersAreRead() throws IOException {
    var writings = writings().filter(some -> some.unit == TimeUnit.MILLIS && some.presence == Repetition.REQUIRED);
    for (var writing : writings.toList()) {
      var schema = schema(writing);
      var file = temp.resolve("a.parquet");
      Files.deleteIfExists(file);
      try (var writer =
          ExampleParquetWriter.builder(new LocalOutputFile(file))
              .withConf(new PlainParquetConfiguration())
              .withType(schema)
              .withWriterVersion(writing.version)
              .withDictionaryEncoding(writing.dictionary)
              .build()) {
        for (var name : List.of("m1", "m\uFFFD", "m2")) {
          var group = group(schema, List.of(name, 1L, 2, 3L, 4L, 5, 6L), 1);
          writer.write(group);
        }
        var bad = new SimpleGroup(schema);
        bad.add(0, Binary.fromConstantByteArray(new byte[] {'m', (byte) 0xFF}));
        bad.add(1, 1L);
        bad.add(2, 2);
        bad.add(3, 3L);
        bad.add(4, 4L);
        bad.add(5, 5);
        bad.add(6, 6L);
        writer.write(bad);
      }
      var readings = new ReadingColumns();
      var rejections = new ArrayList<Rejection>();
      try (var reader = ReadingReader.open(ChannelInputFile.at(file.toString()), "file")) {
        reader.read(0, readings, rejections::add);
      }
      assertEquals(3, readings.size());
      assertEquals("m\uFFFD", readings.deviceName(readings.device()[1]));
      assertEquals(List.of("file: row 4: device is not UTF-8"), rejections.stream().map(Rejection::detail).toList());
      assertEquals(
          "{\"at\":\"1970-01-01T00:00:00.001Z\",\"seconds\":2,\"milliwatt_hours\":3}", rejections.get(0).content());
    }
  }
}
