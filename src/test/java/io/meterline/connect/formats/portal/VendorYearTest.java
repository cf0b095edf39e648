package io.meterline.connect.formats.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.Found;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.imports.Formats;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A year of readings, with both days of changed clocks, written in the layout of each vendor and read back. */
class VendorYearTest {
  private static Found read(VendorFiles files, List<MeterReading> readings) throws IOException {
    var text = new StringBuilder();
    files.write(readings, text);
    var options = files == VendorFiles.OCTOPUS ? OptionsFor.device("meter") : OptionsFor.zone(files.zone().getId());
    assertEquals(
        List.of(files.format().name()),
        Formats.all().stream().filter(format -> !format.name().equals("csv") && format.matches(text.toString())).map(ReadingFormat::name).toList());
    return Found.of(files.format(), text.toString(), options);
  }

  @ParameterizedTest
  @EnumSource(VendorFiles.class)
  void isTheSameReadings(VendorFiles files) throws IOException {
    var readings = files.readings("meter", files.year());
    var run = read(files, readings);
    assertEquals(List.of(), run.rejects);
    assertEquals(Map.of(), run.leftOut);
    assertEquals(readings.stream().map(MeterReading::reading).toList(), run.readings.stream().map(MeterReading::reading).toList());
    assertTrue(run.readings.stream().allMatch(reading -> reading.device().equals("meter")));
  }

  @ParameterizedTest
  @EnumSource(value = VendorFiles.class, names = {"FLUVIUS", "ENEDIS_ENDS", "OCTOPUS"})
  void isTheSameReadingsFromTheLastToTheFirst(VendorFiles files) throws IOException {
    var readings = files.readings("meter", files.year());
    Collections.reverse(readings);
    var run = read(files, readings);
    assertEquals(List.of(), run.rejects);
    assertEquals(readings.stream().map(MeterReading::reading).toList(), run.readings.stream().map(MeterReading::reading).toList());
  }
}
