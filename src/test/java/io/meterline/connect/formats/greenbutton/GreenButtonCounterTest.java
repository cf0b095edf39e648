package io.meterline.connect.formats.greenbutton;

import static io.meterline.connect.formats.greenbutton.EspiText.block;
import static io.meterline.connect.formats.greenbutton.EspiText.feed;
import static io.meterline.connect.formats.greenbutton.EspiText.meterReading;
import static io.meterline.connect.formats.greenbutton.EspiText.reading;
import static io.meterline.connect.formats.greenbutton.EspiText.readingType;
import static io.meterline.connect.formats.greenbutton.EspiText.usagePoint;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.FormatOptions.Export;
import io.meterline.connect.formats.Found;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of counters in Green Button. */
class GreenButtonCounterTest {
  private static final String POINT = "/UsagePoint/1";
  private static final long START = Instant.parse("2024-01-01T00:00:00Z").getEpochSecond();
  private static final int DELIVERED = 1;
  private static final int RECEIVED = 19;

  private static final FormatOptions NEGATIVE =
      new FormatOptions(
          FormatOptions.NONE.zone(),
          FormatOptions.NONE.device(),
          FormatOptions.NONE.interval(),
          FormatOptions.NONE.registers(),
          Export.NEGATIVE,
          FormatOptions.NONE.maxWatts(),
          FormatOptions.NONE.csv());

  /** Entries of a counter in kWh, which is read each hour. */
  private static String counter(int flow, int accumulation, String... reads) {
    var type = "/ReadingType/" + flow;
    var self = POINT + "/MeterReading/" + flow;
    var values = new StringBuilder();
    for (var hour = 0; hour < reads.length; hour++) {
      values.append(reading(Long.toString(START + 3600L * hour), "0", reads[hour], ""));
    }
    return meterReading("self=" + self, "related=" + type)
        + readingType(type, "flowDirection=" + flow, "uom=72", "powerOfTenMultiplier=3", "accumulationBehaviour=" + accumulation)
        + block("", values.toString(), "self=" + self + "/IntervalBlock/1");
  }

  private static Found read(FormatOptions options, String... counters) {
    return Found.of(new GreenButton(), feed(usagePoint("m", "self=" + POINT), String.join("", counters)), options);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 9})
  void valuesOfACounterAreReadsAtTheEndOfTheirPeriod(int accumulation) {
    var found =
        Found.of(
            new GreenButton(),
            feed(
                usagePoint("m", "self=" + POINT),
                meterReading("self=" + POINT + "/MeterReading/1", "related=/ReadingType/1"),
                readingType("/ReadingType/1", "uom=72", "powerOfTenMultiplier=3", "accumulationBehaviour=" + accumulation),
                block(
                    "",
                    reading(START + "", "0", "100", "") + reading(START + 3600 + "", "0", "101", "") + reading(START + 3600 + "", "3600", "101.5", ""),
                    "self=" + POINT + "/MeterReading/1/IntervalBlock/1")),
            FormatOptions.NONE);
    assertEquals(List.of("m 2024-01-01T00:00:00Z 3600 1000000", "m 2024-01-01T01:00:00Z 3600 500000"), found.lines());
  }

  @Test
  void aCounterOfEnergyReceivedIsApart() {
    var found = read(FormatOptions.NONE, counter(DELIVERED, 9, "100", "101", "101.5"), counter(RECEIVED, 9, "20", "20", "23"));
    assertEquals(
        List.of(
            "m 2024-01-01T00:00:00Z 3600 1000000", "m 2024-01-01T01:00:00Z 3600 500000",
            "m/export 2024-01-01T00:00:00Z 3600 0", "m/export 2024-01-01T01:00:00Z 3600 3000000"),
        found.lines());
  }

  @Test
  void aCounterOfEnergyReceivedIsSubtractedWhereTheUserSaysSo() {
    var found = read(NEGATIVE, counter(DELIVERED, 9, "100", "101", "101.5"), counter(RECEIVED, 9, "20", "20", "23"));
    assertEquals(List.of("m 2024-01-01T00:00:00Z 3600 1000000", "m 2024-01-01T01:00:00Z 3600 -2500000"), found.lines());
    assertEquals(List.of(), found.rejects);
    assertEquals(List.of(), found.notes);
  }

  @Test
  void aCounterOfEnergyReceivedAloneIsNegativeWhereTheUserSaysSo() {
    var found = read(NEGATIVE, counter(RECEIVED, 9, "20", "20.5", "23"));
    assertEquals(List.of("m 2024-01-01T00:00:00Z 3600 -500000", "m 2024-01-01T01:00:00Z 3600 -2500000"), found.lines());
  }

  @Test
  void aResetIsThatOfOneCounterAndSaysWhich() {
    var found = read(NEGATIVE, counter(DELIVERED, 9, "100", "101", "102", "103"), counter(RECEIVED, 9, "20", "21", "0.5", "0.75"));
    assertEquals(
        List.of(
            "m 2024-01-01T00:00:00Z 3600 0", "m 2024-01-01T01:00:00Z 3600 1000000", "m 2024-01-01T02:00:00Z 3600 750000"),
        found.lines());
    assertEquals(
        List.of(
            "m/export: the counter falls from 21 kWh at 2024-01-01T01:00:00Z to 0.5 kWh at 2024-01-01T02:00:00Z: taken as a reset or another"
                + " meter, no reading for this interval"),
        found.notes);
  }
}
