package io.meterline.connect.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.engine.analysis.Usage;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.log.ReadingColumns;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.Column;
import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.Row;
import io.meterline.model.view.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reading a damaged file is an error of one line, or returns the same rows.
 *
 * <p>{@code -Ddamage.tries=5000} damages each file that many times.
 */
class DamagedFilesTest {
  private static final int TRIES = Integer.getInteger("damage.tries", 250);
  private static final long START = 1_700_000_000_000L;

  @TempDir private static Path shared;

  @TempDir Path temp;

  /** The kind of file. */
  private enum Kind {
    READINGS,
    SETTINGS,
    USAGE
  }

  @BeforeAll
  static void write() throws IOException {
    writeReadings(file(Kind.READINGS));
    writeSettings(file(Kind.SETTINGS));
    ViewFile.write(file(Kind.USAGE), Table.of(Usage.VIEW, usage()));
  }

  private static void writeReadings(Path file) throws IOException {
    try (var log = LogFile.ofReadings(file)) {
      for (var i = 0; i < 300; i++) {
        if (i % 50 == 7) {
          log.writeRaw(("no event " + i).getBytes(), position(i));
        } else {
          var reading = new Reading(START + i * 1_800_000L, 1800, i * 977L % 10_007);
          log.write(new LoggedReading("meter-" + i % 7, reading, position(i)));
        }
      }
    }
  }

  private static void writeSettings(Path file) throws IOException {
    try (var log = LogFile.ofChanges(file)) {
      for (var i = 0; i < 300; i++) {
        var author = i % 3 == 0 ? Optional.<String>empty() : Optional.of("author " + i % 4);
        var effective = Instant.ofEpochMilli(START + i);
        log.write(new LoggedChange("device:" + i % 7, "plan", "SET", "p" + i, effective, author, Optional.empty(), position(i)));
      }
    }
  }

  private static List<Row> usage() {
    return IntStream.range(0, 200).mapToObj(DamagedFilesTest::usage).toList();
  }

  private static Row usage(int i) {
    var columns = Usage.VIEW.columns();
    var values = new Object[columns.size()];
    for (var column = 0; column < values.length; column++) {
      var isEmpty = columns.get(column).presence() == Presence.OPTIONAL && i % 5 == 0;
      values[column] = isEmpty ? Optional.empty() : value(columns.get(column).type(), i * 31L % 997 + column);
    }
    return Usage.VIEW.row(0, values);
  }

  private static Object value(Column.Type type, long number) {
    return switch (type) {
      case STRING -> "text " + number % 9;
      case INT -> (int) number;
      case LONG -> number;
      case DATE -> LocalDate.ofEpochDay(number);
      case TIMESTAMP -> Instant.ofEpochMilli(number);
      case LONGS -> List.of(number, 4L);
      case BYTES -> Bytes.owning(new byte[] {(byte) number});
    };
  }

  private static Position position(int i) {
    return new Position(Instant.ofEpochMilli(START + i * 1000L), 3, i);
  }

  private static Path file(Kind kind) {
    return shared.resolve(kind + ".parquet");
  }

  @ParameterizedTest
  @EnumSource
  void damageIsAnErrorOfOneLineOrTheSameRows(Kind kind) throws IOException {
    var whole = Files.readAllBytes(file(kind));
    var rows = read(kind, file(kind));
    var random = new Random(20_261_127);
    var errors = 0;
    for (var i = 0; i < TRIES; i++) {
      var damaged = damaged(whole, i, random);
      var file = Files.write(temp.resolve("damaged.parquet"), damaged);
      try {
        assertEquals(rows, read(kind, file), () -> difference(whole, damaged));
      } catch (MeterlineException e) {
        errors++;
        assertTrue(e.getMessage().startsWith(file + ": "), e::getMessage);
        assertFalse(e.getMessage().contains("\n"), e::getMessage);
      }
    }
    assertTrue(errors > TRIES / 2, "only " + errors + " were seen");
  }

  /** Changes a byte, zeroes some, or truncates the file. */
  private static byte[] damaged(byte[] whole, int attempt, Random random) {
    var at = random.nextInt(whole.length);
    var bytes = whole.clone();
    if (attempt % 7 == 5) {
      Arrays.fill(bytes, at, Math.min(at + 1 + random.nextInt(200), bytes.length), (byte) 0);
      return bytes;
    }
    if (attempt % 7 == 6) {
      return Arrays.copyOf(whole, at);
    }
    bytes[at] ^= attempt % 2 == 0 ? 1 << random.nextInt(8) : 1 + random.nextInt(255);
    return bytes;
  }

  private static String difference(byte[] whole, byte[] damaged) {
    return "other rows, and no error, of " + damaged.length + " of " + whole.length + " bytes, others from " + Arrays.mismatch(whole, damaged);
  }

  @Test
  void aFlippedBitIsDetectedInEveryColumnWhateverIsRead() throws IOException {
    var whole = Files.readAllBytes(file(Kind.SETTINGS));
    // The dictionary of the first column follows the magic number of the file.
    whole[10] ^= 1;
    var file = Files.write(temp.resolve("damaged.parquet"), whole);
    var message = assertThrows(MeterlineException.class, () -> read(Kind.SETTINGS, file)).getMessage();
    assertTrue(message.matches(".*: bytes 4 to [0-9]+ do not match their checksum"), message);
  }

  @Test
  void aFileThatIsNotParquetIsReportedByItsPathOnly() throws IOException {
    var file = Files.createDirectories(temp.resolve("usage")).resolve("a.parquet");
    for (var length : List.of(0, 5, 8, 100)) {
      Files.writeString(file, "no file of Parquet ".repeat(10).substring(0, length));
      var reader = ViewReader.of(temp, Usage.VIEW);
      var message = assertThrows(MeterlineException.class, () -> reader.read(row -> {})).getMessage();
      assertTrue(message.startsWith(file + ": "), message);
      assertFalse(message.contains("@"), message);
    }
  }

  private static List<String> read(Kind kind, Path file) {
    var rows = new ArrayList<String>();
    switch (kind) {
      case READINGS -> readReadings(file, rows);
      case SETTINGS ->
          SettingsReader.read(
              ChannelInputFile.at(file.toString()), file.toString(), change -> rows.add(change.toString()), row -> rows.add(row.toString()));
      case USAGE -> ViewReader.read(ChannelInputFile.at(file.toString()), file.toString(), Usage.VIEW, row -> rows.add(row.toString()));
    }
    return rows.stream().map(row -> row.replace(file.toString(), "FILE")).toList();
  }

  private static void readReadings(Path file, List<String> rows) {
    var readings = new ReadingColumns();
    try (var reader = ReadingReader.open(ChannelInputFile.at(file.toString()), file.toString())) {
      for (var group = 0; group < reader.groups(); group++) {
        reader.read(group, readings, rejection -> rows.add(rejection.toString()));
      }
    }
    for (var i = 0; i < readings.size(); i++) {
      rows.add(
          List.of(
                  readings.deviceName(readings.device()[i]), readings.at()[i], readings.seconds()[i], readings.milliwattHours()[i],
                  readings.loggedAt()[i], readings.partition()[i], readings.offset()[i])
              .toString());
    }
  }
}
