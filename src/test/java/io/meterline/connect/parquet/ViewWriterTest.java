package io.meterline.connect.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.view.Column.Type;
import io.meterline.model.view.LongList;
import io.meterline.model.view.Row;
import io.meterline.model.view.Table;
import io.meterline.model.view.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files are read back unchanged by Parquet's own library and by DuckDB. */
class ViewWriterTest {
  private static final View VIEW =
      View.listNamed("all_types")
          .key("device", Type.STRING)
          .key("date", Type.DATE)
          .optional("cohort", Type.STRING)
          .column("detail", Type.STRING)
          .optional("number", Type.INT)
          .column("energy", Type.LONG)
          .optional("at", Type.TIMESTAMP)
          .column("hourly", Type.LONGS)
          .optional("more", Type.LONGS)
          .datedBy("date");

  @TempDir Path folder;

  @Test
  void everyTypeInManyPagesIsReadAsItWasWritten() throws IOException {
    var rows = rows(45_000);
    write(rows);
    var read = new ArrayList<Row>();
    ViewReader.of(folder, VIEW).read(read::add);
    assertEquals(rows, read);
  }

  @Test
  void duckDbReadsTheSame() throws IOException, SQLException {
    var rows = rows(45_000);
    write(rows);
    var texts =
        DuckDb.query(
            "SELECT concat_ws(' ', 'all_types', 'device=' || device, 'date=' || date, 'cohort=' || coalesce(cohort, '-'),"
                + " 'detail=' || detail, 'number=' || coalesce(number::VARCHAR, '-'), 'energy=' || energy,"
                + " 'at=' || coalesce(epoch_ms(\"at\")::VARCHAR, '-'), 'hourly=' || hourly::VARCHAR,"
                + " 'more=' || coalesce(more::VARCHAR, '-')) FROM '" + file() + "'");
    assertEquals(rows.size(), texts.size());
    for (var i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var at = row.find("at").map(time -> String.valueOf(((Instant) time).toEpochMilli())).orElse("-");
      assertEquals(row.toString().replaceAll(" at=\\S+", " at=" + at), texts.get(i));
    }
  }

  @Test
  void beamsParquetIoReadsTheSame() throws IOException {
    var rows = rows(40);
    write(rows);
    var pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create());
    var read = pipeline.apply(ParquetIO.parseGenericRecords(ViewWriterTest::text).from(file().toString()).withCoder(StringUtf8Coder.of()));
    PAssert.that(read).containsInAnyOrder(rows.stream().map(row -> text(row)).toList());
    pipeline.run().waitUntilFinish();
  }

  private static String text(Row row) {
    var hourly = (LongList) row.find("hourly").orElseThrow();
    var sum = IntStream.range(0, hourly.size()).mapToLong(hourly::number).sum();
    return row.find("device").orElseThrow() + " " + row.find("energy").orElseThrow() + " " + sum;
  }

  private static String text(GenericRecord row) {
    return row.get("device") + " " + row.get("energy") + " " + sum((Iterable<?>) row.get("hourly"));
  }

  /** The sum of numbers, which Avro's reader has in records of one field each. */
  private static long sum(Iterable<?> numbers) {
    var sum = 0L;
    for (var number : numbers) {
      sum += number instanceof GenericRecord each ? (Long) each.get(0) : (Long) number;
    }
    return sum;
  }

  @Test
  void statisticsLetDuckDbSkipRowGroups() throws IOException, SQLException {
    write(rows(45_000));
    assertEquals(
        List.of("device m0000 m2249", "energy 0 44999"),
        DuckDb.query(
            "SELECT concat_ws(' ', path_in_schema, min(stats_min_value), max(stats_max_value)) FROM parquet_metadata('" + file()
                + "') WHERE path_in_schema IN ('device', 'energy') GROUP BY path_in_schema ORDER BY path_in_schema"));
    assertEquals(
        List.of("20"), DuckDb.query("SELECT count(*) FROM '" + file() + "' WHERE device = 'm2000' AND energy >= 40000"));
  }

  @Test
  void columnsHaveTheTypesOfTheFormatThatReadersOfViewsKnow() throws IOException {
    write(rows(1));
    var expected =
        MessageTypeParser.parseMessageType(
            """
            message all_types {
              required binary device (STRING);
              required int32 date (DATE);
              optional binary cohort (STRING);
              required binary detail (STRING);
              optional int32 number;
              required int64 energy;
              optional int64 at (TIMESTAMP(MILLIS, true));
              required group hourly (LIST) { repeated group list { required int64 element; } }
              optional group more (LIST) { repeated group list { required int64 element; } }
            }
            """);
    try (var file = ParquetFileReader.open(new LocalInputFile(file()))) {
      assertEquals(expected, file.getFileMetaData().getSchema());
    }
  }

  @ParameterizedTest
  @EnumSource(WriterVersion.class)
  void theBytesDoNotDependOnWhatElseTheProcessWrites(WriterVersion other) throws IOException {
    var rows = rows(1_000);
    write(rows);
    var bytes = Files.readAllBytes(file());
    Files.delete(file());
    var schema = MessageTypeParser.parseMessageType("message other { required int64 energy; }");
    var beside = ExampleParquetWriter.builder(new LocalOutputFile(folder.resolve("beside.parquet"))).withType(schema);
    try (var open = beside.withWriterVersion(other).withDictionaryEncoding("energy", false).build()) {
      open.write(new SimpleGroupFactory(schema).newGroup().append("energy", 1L));
      write(rows);
    }
    assertArrayEquals(bytes, Files.readAllBytes(file()));
  }

  @Test
  void aFileWithoutRowsHasTheColumns() throws IOException, SQLException {
    write(List.of());
    assertEquals(List.of("9"), DuckDb.query("SELECT count(*) FROM (DESCRIBE SELECT * FROM '" + file() + "')"));
  }

  private Path file() {
    return folder.resolve("all_types/part.parquet");
  }

  private void write(List<Row> rows) throws IOException {
    Files.createDirectories(file().getParent());
    ViewFile.write(file(), Table.of(VIEW, rows));
  }

  /** Runs of equal devices, as in views, and details that rarely repeat. */
  private static List<Row> rows(int count) {
    var random = new Random(1);
    var rows = new ArrayList<Row>();
    for (var i = 0; i < count; i++) {
      rows.add(
          VIEW.row(
              0,
              "m%04d".formatted(i / 20),
              LocalDate.of(2024, 1, 1).plusDays(i % 20),
              random.nextInt(3) == 0 ? Optional.empty() : Optional.of("ä" + i / 5000),
              "d" + random.nextInt(10 * count),
              random.nextInt(3) == 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt()),
              (long) i,
              random.nextInt(3) == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(random.nextLong() >> 20)),
              LongList.of(random.longs(random.nextInt(25), 0, 1L << random.nextInt(62)).toArray()),
              random.nextInt(3) == 0 ? Optional.empty() : Optional.of(LongList.of(random.longs(random.nextInt(4)).toArray()))));
    }
    return rows;
  }
}
