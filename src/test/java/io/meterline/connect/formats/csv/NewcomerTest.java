package io.meterline.connect.formats.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.Found;
import io.meterline.model.MeterlineException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people write them first, each wrong in one way: they are read, or a message says what is wrong and what to do. */
class NewcomerTest {
  private static final String HALF_HOUR = "m1 2024-01-01T00:00:00Z 1800 500000";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blank.csv", "caps.csv", "comment.csv", "cr.csv", "mid.csv", "sep.csv", "spaces.csv", "utf16.csv"
      })
  void blankLinesCommentsCasesSpacesAndUtf16AreNoProblem(String name) {
    var seen = read(name);
    assertEquals(List.of(HALF_HOUR), seen.lines());
    assertEquals(List.of(), seen.rejects);
    assertEquals(List.of(), seen.notes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ok.csv", "ok.csv.gz"})
  void aGoodFileIsRead(String name) {
    assertEquals(List.of("m1 2024-01-03T00:00:00Z 1800 500000"), read(name).lines());
  }

  @Test
  void semicolonsAndDecimalCommasAreFoundAndSaid() {
    var seen = read("semi.csv");
    assertEquals(List.of(HALF_HOUR), seen.lines());
    var file = path("semi.csv");
    assertEquals(List.of(file + ": cells are separated by ';'", file + ": decimal commas"), seen.notes);
  }

  @Test
  void wattsAreMeanPower() {
    var seen = read("watts.csv");
    assertEquals(List.of("m1 2024-01-01T00:00:00Z 1800 250000"), seen.lines());
    assertEquals(List.of("W"), seen.units);
  }

  @Test
  void aColumnNameMayHaveASpace() {
    assertEquals(List.of(HALF_HOUR), read("loggedat.csv").lines());
    assertEquals(List.of(Optional.of(Instant.parse("2024-02-01T00:00:00Z"))), read("loggedat.csv").logged());
  }

  @Test
  void theHeaderOfAJoinedFileIsLeftOut() {
    var seen = read("twice.csv");
    assertEquals(2, seen.lines().size());
    assertEquals(Map.of("the header again", 1), seen.leftOut);
    assertEquals(List.of(), seen.rejects);
  }

  @Test
  void aFileWithoutRowsHasNoReadings() {
    assertEquals(List.of(), read("header_only.csv").lines());
  }

  @Test
  void timesWithoutAnOffsetNeedAZone() {
    assertEquals(
        List.of(
            "2: at is '2024-01-01T00:00:00', a time without an offset from UTC such as Z; for local times, say --zone",
            "3: at is '2024-01-01T00:30:00', a time without an offset from UTC such as Z; for local times, say --zone"),
        read("allbad.csv").rejects);
    assertEquals(2, CsvText.with("zone", "Europe/Berlin").read(path("allbad.csv")).lines().size());
  }

  @Test
  void timesAreReadInTheWaysThatAreClearAndTheOthersAreExplained() {
    var seen = read("times.csv");
    assertEquals(
        List.of(
            "2024-01-01T00:00:00Z", "2024-01-01T00:30:00Z", "2024-01-01T01:00:00Z", "2024-01-02T00:00:00Z", "2024-01-01T03:00:00Z",
            "2024-01-01T03:30:00Z", "2024-01-01T04:00:00Z", "2024-01-01T05:30:00Z", "0024-01-01T05:30:00Z"),
        seen.lines().stream().map(reading -> reading.split(" ")[1]).toList());
    assertEquals(
        List.of(
            "2: at is '2024-01-01T00:00:00', a time without an offset from UTC such as Z; for local times, say --zone",
            "3: at is '2024-01-01 00:30:00', a time without an offset from UTC such as Z; for local times, say --zone",
            "7: at is '01/01/2024 02:30', not a time such as 2013-01-01T00:00:00Z; if it is written in another way, say --time-format",
            "8: at is '1704067200', not a time such as 2013-01-01T00:00:00Z; for seconds since 1970, say --time-format=epoch-seconds",
            "9: at is '1704067200000', not a time such as 2013-01-01T00:00:00Z; for milliseconds since 1970, say"
                + " --time-format=epoch-millis",
            "13: at is '2024-01-01T04:00:00.123456Z', not a whole number of milliseconds",
            "14: at is '2024-02-30T04:00:00Z', a date or time of day that does not exist",
            "15: at is '2023-02-29T04:00:00Z', a date or time of day that does not exist",
            "16: at is '2016-12-31T23:59:60Z', a date or time of day that does not exist"),
        seen.rejects);
  }

  @Test
  void numbersThatAreNoneAreExplained() {
    var thousands = "; leave out the separators of thousands";
    var comma = "; if the comma is its decimal mark, say --decimal=comma";
    var seen = read("numbers.csv");
    assertEquals(
        List.of(
            "2: kwh is '0,5', not a decimal number such as 0.125" + comma,
            "3: kwh is '1.234,5', not a decimal number such as 0.125" + thousands,
            "4: kwh is '1,234.5', not a decimal number such as 0.125" + thousands,
            "5: kwh is missing",
            "6: kwh is 'NaN', not a decimal number such as 0.125",
            "7: kwh is '0.5 kWh', not a decimal number such as 0.125",
            "9: seconds is '1800.0', not a whole number",
            "10: seconds is '30min', not a whole number",
            "13: kwh is too large for 64 bits",
            "14: kwh is too large for 64 bits",
            "15: has 5 cells, not 4",
            "16: has 3 cells, not 4",
            "17: device is missing",
            "18: kwh is '\u22120.5', not a decimal number such as 0.125",
            "19: a quote is not closed, or text follows it"),
        seen.rejects);
    assertEquals(5, seen.lines().size());
  }

  @Test
  void anEncodingThatIsNotUtf8IsSaid() {
    var seen = read("latin1.csv");
    assertEquals(List.of("2: is not UTF-8: say --encoding, such as ISO-8859-1"), seen.rejects);
    assertEquals(List.of(HALF_HOUR), seen.lines());
  }

  @Test
  void anyPositionInTheLogIsRead() {
    assertEquals(3, read("negoff.csv").lines().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"midset.csv", "settings-mistakes.csv", "swap-s.csv"})
  void aFileOfSettingsIsRecognised(String name) {
    assertEquals(path(name) + ": is a file of settings changes, not of readings; say --settings", fails(name));
  }

  @Test
  void aColumnThatIsMissingIsNamedWithTheOneThatMayBeMeant() {
    var advice = "; say which column is which with --columns, such as --columns at=NAME, and the meter of a file that names none with --device";
    assertEquals(path("typo.csv") + ": has no column 'at'; it has device, time, seconds, kwh" + advice, fails("typo.csv"));
    assertEquals(
        path("typo2.csv") + ": has no column 'seconds' (is 'secs' meant?); it has device, at, secs, wh" + advice, fails("typo2.csv"));
  }

  @Test
  void aTruncatedGzipIsSaid() {
    assertTrue(fails("trunc.csv.gz").startsWith(path("trunc.csv.gz") + ": cannot be read: "));
  }

  private static Path path(String name) {
    try {
      return Path.of(NewcomerTest.class.getResource("/newcomer/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Found read(String name) {
    return CsvText.with().read(path(name));
  }

  private static String fails(String name) {
    return assertThrows(MeterlineException.class, () -> read(name)).getMessage();
  }
}
