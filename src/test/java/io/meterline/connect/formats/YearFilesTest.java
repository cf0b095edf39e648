package io.meterline.connect.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.connect.imports.Formats;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A year of readings, with both days of changed clocks, written in the layout of each format and read back. */
class YearFilesTest {
  private static List<MeterReading> read(YearFiles files, List<MeterReading> readings) throws IOException {
    var text = new StringBuilder();
    files.write(readings, text);
    assertEquals(
        List.of(files.format().name()),
        Formats.all().stream().filter(format -> !format.name().equals("csv") && format.matches(text.toString())).map(ReadingFormat::name).toList());
    var found = Found.of(files.format(), text.toString(), files.options());
    assertEquals(List.of(), found.rejects);
    assertEquals(Map.of(), found.leftOut);
    return found.readings;
  }

  @ParameterizedTest
  @EnumSource(YearFiles.class)
  void isTheSameReadings(YearFiles files) throws IOException {
    var readings = YearFiles.readings(files.seconds(), YearFiles.DAYS);
    assertEquals(readings, read(files, readings));
  }

  @ParameterizedTest
  @EnumSource(value = YearFiles.class, names = {"GREEN_BUTTON", "NEM12"})
  void isLoggedWhenTheFileSaysThatItWas(YearFiles files) throws IOException {
    var logged = Instant.parse("2025-01-15T02:03:04Z");
    var readings = YearFiles.readings(files.seconds(), 2).stream().map(reading -> reading.loggedAt(logged)).toList();
    assertEquals(readings, read(files, readings));
  }

  @ParameterizedTest
  @EnumSource(value = YearFiles.class, names = {"FLUVIUS", "ENEDIS_ENDS", "OCTOPUS"})
  void isTheSameReadingsFromTheLastToTheFirst(YearFiles files) throws IOException {
    var readings = YearFiles.readings(files.seconds(), YearFiles.DAYS);
    Collections.reverse(readings);
    assertEquals(readings, read(files, readings));
  }
}
