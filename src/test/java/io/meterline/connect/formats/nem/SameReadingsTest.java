package io.meterline.connect.formats.nem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.Found;
import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.formats.csv.CsvReadings;
import io.meterline.connect.formats.greenbutton.EspiText;
import io.meterline.connect.formats.greenbutton.GreenButton;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year of half-hours in each format is the same readings as in the columns of the log. */
class SameReadingsTest {
  private static final int PER_DAY = 48;
  private static final int SECONDS = 1800;
  private static final Instant START = Instant.parse("2023-06-30T14:00:00Z");
  private static final LocalDate FIRST_DAY = LocalDate.parse("2023-07-01");
  private static final int DAYS = 366;
  private static final Instant LOGGED = Instant.parse("2024-07-15T02:03:04Z");

  @TempDir private Path folder;

  private static int[] wattHours() {
    return new SplittableRandom(1).ints(DAYS * PER_DAY, 0, 9999).toArray();
  }

  private static Instant at(int index) {
    return START.plusSeconds((long) SECONDS * index);
  }

  private List<MeterReading> read(ReadingFormat format, Stream<String> lines) throws IOException {
    var file = folder.resolve(format.name());
    Files.write(file, (Iterable<String>) lines::iterator);
    var found = Found.of(format, file, FormatOptions.NONE);
    assertEquals(List.of(), found.rejects);
    return found.readings;
  }

  private List<MeterReading> inOurCsv(int... wattHours) throws IOException {
    return read(
        new CsvReadings(),
        Stream.concat(
            Stream.of("device,at,seconds,kwh,logged_at"),
            IntStream.range(0, wattHours.length)
                .mapToObj(i -> "m1," + at(i) + "," + SECONDS + "," + BigDecimal.valueOf(wattHours[i], 3).toPlainString() + ","
                    + LOGGED)));
  }

  @Test
  void inGreenButton() throws IOException {
    var values = wattHours();
    var point = "/UsagePoint/m1";
    var head =
        Stream.of(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
            EspiText.usagePoint("m1", "self=" + point),
            EspiText.meterReading("self=" + point + "/MeterReading/1", "related=/ReadingType/1"),
            EspiText.readingType("/ReadingType/1", "uom=72", "intervalLength=1800"));
    var blocks =
        IntStream.range(0, DAYS)
            .mapToObj(
                day -> {
                  var readings = new StringBuilder();
                  for (var i = day * PER_DAY; i < (day + 1) * PER_DAY; i++) {
                    readings.append(EspiText.reading(Long.toString(at(i).getEpochSecond()), "1800", Integer.toString(values[i]), ""));
                  }
                  return EspiText.block(LOGGED.toString(), readings.toString(), "self=" + point + "/MeterReading/1/IntervalBlock/"
                      + day);
                });
    assertEquals(inOurCsv(values), read(new GreenButton(), Stream.of(head, blocks, Stream.of("</feed>")).flatMap(part -> part)));
  }

  @Test
  void inNem12() throws IOException {
    var values = wattHours();
    var days =
        IntStream.range(0, DAYS)
            .mapToObj(
                day -> {
                  var line = new StringBuilder("300," + FIRST_DAY.plusDays(day).format(DateTimeFormatter.BASIC_ISO_DATE));
                  for (var i = day * PER_DAY; i < (day + 1) * PER_DAY; i++) {
                    line.append(',').append(BigDecimal.valueOf(values[i], 3).toPlainString());
                  }
                  return line + ",A,,,20240715120304,";
                });
    assertEquals(inOurCsv(values), read(new Nem(), Stream.of(Stream.of("100,NEM12,,,", "200,m1,E1,,E1,,,kWh,30,"), days,
        Stream.of("900")).flatMap(part -> part)));
  }
}
