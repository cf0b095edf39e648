package io.meterline.bench.loops;

import com.sun.management.OperatingSystemMXBean;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.ReadingReader;
import io.meterline.model.log.ReadingColumns;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.hadoop.ParquetReader;

/**
 * Compares reading a file of readings with {@link ReadingReader} and as records, with the reader of parquet-avro that ParquetIO
 * uses. The readers take turns in one process. The figures are medians of the processor time of the process, which includes
 * garbage collection.
 */
public final class ReadingRecords {
  private static final int DEFAULT_ROUNDS = 9;
  private static final int WARM_UP_ROUNDS = 2;

  /** How many records become columns before these are reused, about as many as a row group has. */
  private static final int BATCH = 1 << 20;

  private static final Schema COLUMNS =
      SchemaBuilder.record("reading").fields()
          .requiredString("device")
          .requiredLong("at")
          .requiredInt("seconds")
          .requiredLong("milliwatt_hours")
          .requiredLong("logged_at")
          .requiredInt("partition")
          .requiredLong("offset")
          .endRecord();

  private final Path file;

  private ReadingRecords(Path file) {
    this.file = file;
  }

  /** The ways to read the file. */
  private enum Way {
    /** With our reader, into columns. */
    COLUMNS,
    /** As records, and nothing is done with them. */
    RECORDS,
    /** As records, which are added to columns. */
    RECORDS_INTO_COLUMNS
  }

  /** What a pass found: the same in every way. */
  private record Content(long readings, long milliwattHours) {}

  /**
   * Prints the figures.
   *
   * @param args the path of a Parquet file of readings; then optionally the number of rounds, at least 1
   */
  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      System.err.println("name a Parquet file of readings, such as log/readings/part-00000.parquet");
      System.exit(2);
    }
    new ReadingRecords(Path.of(args[0])).compare(args.length > 1 ? Integer.parseInt(args[1]) : DEFAULT_ROUNDS);
  }

  private void compare(int rounds) throws IOException {
    var expected = read(Way.COLUMNS);
    var nanoseconds = new EnumMap<Way, List<Long>>(Way.class);
    for (var round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (var way : Way.values()) {
        var before = processorTime();
        var content = read(way);
        var used = processorTime() - before;
        if (!content.equals(expected)) {
          throw new IllegalStateException(way + " found " + content + ", not " + expected);
        }
        if (round >= 0) {
          nanoseconds.computeIfAbsent(way, any -> new ArrayList<>()).add(used);
        }
      }
    }
    print(expected.readings(), nanoseconds);
  }

  private static void print(long readings, Map<Way, List<Long>> nanoseconds) {
    var own = median(nanoseconds.get(Way.COLUMNS));
    System.out.printf(Locale.ROOT, "%,d readings; processor time of a pass: median, least and most%n", readings);
    nanoseconds.forEach(
        (way, all) -> {
          var sorted = all.stream().sorted().toList();
          System.out.printf(
              Locale.ROOT,
              "%-20s %.2f s (%.2f to %.2f), %.0f ns a reading, %.1f x%n",
              way,
              median(all) / 1e9,
              sorted.get(0) / 1e9,
              sorted.get(sorted.size() - 1) / 1e9,
              (double) median(all) / readings,
              (double) median(all) / own);
        });
  }

  /** The middle one; of an even number, the earlier of both in the middle. */
  private static long median(List<Long> all) {
    return all.stream().sorted().toList().get((all.size() - 1) / 2);
  }

  private static long processorTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
  }

  private Content read(Way way) throws IOException {
    return switch (way) {
      case COLUMNS -> columns();
      case RECORDS -> records();
      case RECORDS_INTO_COLUMNS -> recordsIntoColumns();
    };
  }

  private Content columns() {
    var readings = new ReadingColumns();
    var count = 0L;
    var sum = 0L;
    try (var reader = ReadingReader.open(ChannelInputFile.at(file.toString()), file.toString())) {
      for (var group = 0; group < reader.groups(); group++) {
        readings.clear();
        reader.read(
            group,
            readings,
            malformed -> {
              throw new IllegalStateException(malformed.toString());
            });
        count += readings.size();
        sum += sum(readings);
      }
    }
    return new Content(count, sum);
  }

  private Content records() throws IOException {
    var count = 0L;
    var sum = 0L;
    try (var reader = recordReader()) {
      for (var row = reader.read(); row != null; row = reader.read()) {
        count++;
        sum += (Long) row.get(3);
      }
    }
    return new Content(count, sum);
  }

  private Content recordsIntoColumns() throws IOException {
    var readings = new ReadingColumns();
    var count = 0L;
    var sum = 0L;
    try (var reader = recordReader()) {
      for (var row = reader.read(); row != null; row = reader.read()) {
        if (readings.size() == BATCH) {
          count += readings.size();
          sum += sum(readings);
          readings.clear();
        }
        readings.add(
            readings.device(row.get(0).toString()),
            (Long) row.get(1),
            (Integer) row.get(2),
            (Long) row.get(3),
            (Long) row.get(4),
            (Integer) row.get(5),
            (Long) row.get(6));
      }
    }
    return new Content(count + readings.size(), sum + sum(readings));
  }

  private ParquetReader<GenericRecord> recordReader() throws IOException {
    var configuration = new Configuration(false);
    AvroReadSupport.setRequestedProjection(configuration, COLUMNS);
    return AvroParquetReader.<GenericRecord>builder(ChannelInputFile.at(file.toString()))
        .withDataModel(GenericData.get())
        .withConf(configuration)
        .build();
  }

  private static long sum(ReadingColumns readings) {
    var energy = readings.milliwattHours();
    var sum = 0L;
    for (var i = 0; i < readings.size(); i++) {
      sum += energy[i];
    }
    return sum;
  }
}
