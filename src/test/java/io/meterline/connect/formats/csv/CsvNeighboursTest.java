package io.meterline.connect.formats.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.MeterlineException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that do not say their intervals: these are found from neighbouring rows, or the file is refused. */
class CsvNeighboursTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(BERLIN);
  private static final String HEADER = "device,at,kwh";

  @Test
  void theIntervalIsHowFarRowsAreApartInAnyOrderAndWithGaps() {
    var seen =
        CsvText.with()
            .read(HEADER, "m1,2024-01-01T00:15:00Z,0.2", "m1,2024-01-01T00:00:00Z,0.1", "m1,2024-01-01T01:00:00Z,0.5", "m1,2024-01-01T01:15:00Z,0.6");
    assertEquals(
        List.of(
            "m1 2024-01-01T00:00:00Z 900 100000",
            "m1 2024-01-01T00:15:00Z 900 200000",
            "m1 2024-01-01T01:00:00Z 900 500000",
            "m1 2024-01-01T01:15:00Z 900 600000"),
        seen.lines());
    assertEquals(List.of(), seen.rejects);
  }

  @Test
  void theNoteNamesTheInterval() {
    var seen = CsvText.with().read(HEADER, "m1,2024-01-01T00:00:00Z,0.1", "m1,2024-01-01T00:15:00Z,0.2", "m2,2024-01-01T00:00:00Z,3");
    assertEquals(1, seen.notes.size());
    assertTrue(
        seen.notes.get(0).endsWith(": intervals are taken to be 15 minutes, as rows are that far apart (1 device); if they are not, say --interval"),
        seen.notes::toString);
    // A device with one row has the interval of the others.
    assertEquals("m2 2024-01-01T00:00:00Z 900 3000000", seen.lines().get(2));
  }

  @Test
  void devicesMayHaveIntervalsOfTheirOwn() {
    var seen =
        CsvText.with("stamp", "END")
            .read(
                HEADER,
                "a,2024-01-01T00:15:00Z,1",
                "b,2024-01-01T01:00:00Z,2",
                "a,2024-01-01T00:30:00Z,1",
                "b,2024-01-01T02:00:00Z,2",
                "c,2024-01-01T02:00:00Z,2");
    assertEquals(
        List.of("a 2024-01-01T00:00:00Z 900 1000000", "a 2024-01-01T00:15:00Z 900 1000000", "b 2024-01-01T00:00:00Z 3600 2000000", "b 2024-01-01T01:00:00Z 3600 2000000"),
        seen.lines());
    assertEquals(List.of("6: the length of the interval is not known: no other row of the device; say --interval"), seen.rejects);
    assertEquals(2, seen.notes.size());
  }

  @Test
  void anotherSpacingWithinAFileIsNotTakenForMissingRows() {
    var rows = new ArrayList<>(List.of(HEADER));
    var start = Instant.parse("2024-01-01T00:00:00Z");
    for (var i = 0; i < 100; i++) {
      rows.add("m1," + start.plusSeconds(900L * i) + ",1");
    }
    rows.add("m1," + start.plusSeconds(900L * 100 + 900) + ",1");
    rows.add("m1," + start.plusSeconds(900L * 100 + 2700) + ",1");
    assertEquals(
        "m1: the length of the intervals is not clear: rows are PT15M apart (99 times), PT30M apart (2 times); say --interval, such as PT30M",
        fails(CsvText.with(), rows));
  }

  @Test
  void rowsThatAreNoMultipleApartAreNotClear() {
    assertEquals(
        "m1: the length of the intervals is not clear: rows are PT15M apart (1 times), PT20M apart (1 times); say --interval, such as PT30M",
        fails(CsvText.with(), List.of(HEADER, "m1,2024-01-01T00:00:00Z,1", "m1,2024-01-01T00:15:00Z,1", "m1,2024-01-01T00:35:00Z,1")));
  }

  @Test
  void aFileWithOneRowADeviceIsNotClear() {
    assertEquals(
        "the length of the intervals is not known: no device has rows of two times; say --interval, such as PT30M",
        fails(CsvText.with(), List.of(HEADER, "m1,2024-01-01T00:00:00Z,1", "m2,2024-01-01T00:15:00Z,1")));
  }

  @Test
  void meanPowerIsEnergyOverTheIntervalFoundRoundedOnce() {
    var seen = CsvText.with().read("device,at,watts", "m1,2024-01-01T00:00:00Z,0.41666666666666669", "m1,2024-01-01T00:15:00Z,1000");
    assertEquals(List.of("m1 2024-01-01T00:00:00Z 900 104", "m1 2024-01-01T00:15:00Z 900 250000"), seen.lines());
  }

  @Test
  void milliwattHoursAndTimesOfLoggingAreKept() {
    var seen = CsvText.with().read("device,at,milliwatt_hours,logged_at", "m1,2024-01-01T00:00:00Z,7,2024-01-02T00:00:00Z", "m1,2024-01-01T00:15:00Z,8,");
    assertEquals(List.of("m1 2024-01-01T00:00:00Z 900 7", "m1 2024-01-01T00:15:00Z 900 8"), seen.lines());
    assertEquals(List.of(Optional.of(Instant.parse("2024-01-02T00:00:00Z")), Optional.empty()), seen.logged());
  }

  /** 23, 24 and 25 hours; rows rise or fall; the time is the start or the end. */
  @ParameterizedTest
  @CsvSource({
    "2024-03-31, 92, false, START", "2024-03-31, 92, true, START", "2024-03-31, 92, false, END", "2024-03-31, 92, true, END",
    "2024-10-27, 100, false, START", "2024-10-27, 100, true, START", "2024-10-27, 100, false, END", "2024-10-27, 100, true, END",
    "2024-06-01, 96, false, START", "2024-06-01, 96, true, END"
  })
  void daysOfChangedClocksHaveEachOfTheirQuarterHoursOnce(LocalDate date, int quarters, boolean isFalling, String stamp) {
    var first = date.atStartOfDay(BERLIN).toInstant();
    var rows = new ArrayList<String>();
    var expected = new ArrayList<String>();
    for (var i = 0; i < quarters; i++) {
      var start = first.plusSeconds(900L * i);
      rows.add("m1," + LOCAL.format(stamp.equals("END") ? start.plusSeconds(900) : start) + "," + (i + 1));
      expected.add("m1 " + start + " 900 " + (i + 1) * 1_000_000L);
    }
    if (isFalling) {
      Collections.reverse(rows);
    }
    rows.add(0, HEADER);
    var seen = CsvText.with("zone", "Europe/Berlin", "stamp", stamp).read(rows.toArray(String[]::new));
    assertEquals(List.of(), seen.rejects);
    assertEquals(expected, seen.lines());
    var fixed = CsvText.with("zone", "Europe/Berlin", "stamp", stamp, "interval", "PT15M").read(rows.toArray(String[]::new));
    assertEquals(expected, fixed.lines().stream().sorted((a, b) -> Long.compare(energy(a), energy(b))).toList());
  }

  private static long energy(String reading) {
    return Long.parseLong(reading.split(" ")[3]);
  }

  @ParameterizedTest
  @CsvSource({"false, START", "true, START", "false, END"})
  void daysOfTheZoneHaveTheirOwnLengths(boolean isFalling, String stamp) {
    var rows = new ArrayList<String>();
    var expected = new ArrayList<String>();
    for (var date = LocalDate.parse("2024-01-01"); date.isBefore(LocalDate.parse("2024-12-31")); date = date.plusDays(1)) {
      var start = date.atStartOfDay(BERLIN).toInstant();
      var end = date.plusDays(1).atStartOfDay(BERLIN).toInstant();
      rows.add("m1," + (stamp.equals("END") ? date.plusDays(1) : date) + ",1");
      expected.add("m1 " + start + " " + Duration.between(start, end).toSeconds() + " 1000000");
    }
    if (isFalling) {
      Collections.reverse(rows);
    }
    rows.add(0, HEADER);
    var seen = CsvText.with("zone", "Europe/Berlin", "stamp", stamp).read(rows.toArray(String[]::new));
    assertEquals(expected, seen.lines());
    assertTrue(seen.notes.get(0).contains(": intervals are taken to be a day of Europe/Berlin, "), seen.notes::toString);
  }

  @ParameterizedTest
  @CsvSource({"2024-03-31, false", "2024-03-31, true", "2024-10-27, false", "2024-10-27, true"})
  void countersReadByLocalTimeLoseNothingOnDaysOfChangedClocks(LocalDate date, boolean isFalling) {
    var first = date.atStartOfDay(BERLIN).toInstant();
    var hours = (int) Duration.between(first, date.plusDays(1).atStartOfDay(BERLIN)).toHours();
    var rows = new ArrayList<String>();
    var expected = new ArrayList<String>();
    for (var i = 0; i <= hours; i++) {
      var time = first.plusSeconds(3600L * i);
      rows.add("m1," + LOCAL.format(time) + "," + (1000 + i));
      if (i > 0) {
        expected.add("m1 " + time.minusSeconds(3600) + " 3600 1000000");
      }
    }
    if (isFalling) {
      Collections.reverse(rows);
    }
    rows.add(0, "device,at,register");
    var seen = CsvText.with("zone", "Europe/Berlin").read(rows.toArray(String[]::new));
    assertEquals(expected, seen.lines());
    assertEquals(List.of(), seen.rejects);
  }

  @Test
  void aTimeThatClocksLeaveOutIsRejected() {
    var seen = CsvText.with("zone", "Europe/Berlin", "interval", "PT15M").read(HEADER, "m1,2024-03-31 02:30,1");
    assertEquals(1, seen.rejects.size());
    assertTrue(seen.rejects.get(0).startsWith("2: there is no 2024-03-31T02:30 in Europe/Berlin"), seen.rejects::toString);
  }

  private static String fails(CsvText options, List<String> rows) {
    var message = assertThrows(MeterlineException.class, () -> options.read(rows.toArray(String[]::new))).getMessage();
    return message.substring(message.indexOf("file.csv: ") + "file.csv: ".length());
  }
}
