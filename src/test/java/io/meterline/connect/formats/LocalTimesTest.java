package io.meterline.connect.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.csv.BadRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which instant a local time is, on the days of changed clocks: 27 October 2024 has 02:00 to 03:00 twice, 31 March 2024 not at all. */
class LocalTimesTest {
  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
  private static final LocalDate AUTUMN = LocalDate.of(2024, 10, 27);

  private final List<String> notes = new ArrayList<>();
  private final LocalTimes times = new LocalTimes(BRUSSELS, notes::add);

  /** The UTC time of each row, or {@code rejected}. */
  private List<String> utc(String... clock) {
    var found = new ArrayList<String>();
    for (var text : clock) {
      try {
        found.add(times.instant("meter", AUTUMN.atTime(LocalTime.parse(text))).atOffset(ZoneOffset.UTC).toLocalTime().toString());
      } catch (BadRow bad) {
        found.add("rejected");
      }
    }
    return found;
  }

  @Test
  void inRisingOrderTheFirstPassIsTheEarlierOne() {
    assertEquals(
        List.of("23:30", "00:00", "00:30", "01:00", "01:30", "02:00"), utc("01:30", "02:00", "02:30", "02:00", "02:30", "03:00"));
    assertEquals(List.of(), notes);
  }

  @Test
  void inFallingOrderTheFirstPassIsTheLaterOne() {
    assertEquals(
        List.of("02:00", "01:30", "01:00", "00:30", "00:00", "23:30"), utc("03:00", "02:30", "02:00", "02:30", "02:00", "01:30"));
  }

  @Test
  void pairsAreTheEarlierAndTheLaterOne() {
    assertEquals(
        List.of("23:30", "00:00", "01:00", "00:30", "01:30", "02:00"), utc("01:30", "02:00", "02:00", "02:30", "02:30", "03:00"));
    assertEquals(List.of(), notes);
  }

  @Test
  void pairsInFallingOrderAreTheLaterAndTheEarlierOne() {
    assertEquals(
        List.of("02:00", "01:30", "00:30", "01:00", "00:00", "23:30"), utc("03:00", "02:30", "02:30", "02:00", "02:00", "01:30"));
  }

  @Test
  void aGapInEitherPassChangesNothing() {
    assertEquals(List.of("23:30", "00:30", "01:00", "01:30", "02:00"), utc("01:30", "02:30", "02:00", "02:30", "03:00"));
    assertEquals(List.of("00:00", "00:30", "01:00", "02:00"), new LocalTimesTest().utc("01:30", "02:00", "02:30", "02:00", "03:00").subList(1, 5));
  }

  @Test
  void anHourThatOccursOnceIsTakenAsTheFirstPassAndThatIsSaid() {
    assertEquals(List.of("23:30", "00:00", "00:30", "02:00"), utc("01:30", "02:00", "02:30", "03:00"));
    assertEquals(
        List.of(
            "clocks went back in Europe/Brussels at 2024-10-27T03:00, but the rows have the times after 2024-10-27T02:00 once: taken as those"
                + " before the change"),
        notes);
  }

  @Test
  void anHourThatOccursOnceAtTheEndIsSaidAtTheEnd() {
    utc("01:30", "02:00", "02:30");
    assertEquals(List.of(), notes);
    times.finish();
    assertEquals(1, notes.size());
  }

  @Test
  void aSeriesThatBeginsInTheHourIsRejectedUntilTheSecondPass() {
    assertEquals(List.of("rejected", "rejected", "01:00", "01:30", "02:00"), utc("02:00", "02:30", "02:00", "02:30", "03:00"));
  }

  @Test
  void rowsInNoOrderAreRejected() {
    assertEquals(List.of("23:00", "03:00", "rejected", "rejected"), utc("01:00", "04:00", "02:30", "02:00"));
    assertEquals(
        List.of("23:30", "00:00", "00:30", "01:00", "rejected"),
        new LocalTimesTest().utc("01:30", "02:00", "02:30", "02:00", "02:00"));
  }

  @Test
  void afterASecondTurnTheRestOfTheHourIsRejected() {
    assertEquals(
        List.of("23:30", "00:00", "00:45", "01:30", "rejected", "rejected", "02:00"),
        utc("01:30", "02:00", "02:45", "02:30", "02:00", "02:15", "03:00"));
  }

  @Test
  void aThirdRowOfATimeIsRejected() {
    assertEquals(List.of("23:30", "00:00", "01:00", "rejected"), utc("01:30", "02:00", "02:00", "02:00"));
  }

  @Test
  void rowsFarBeforeShowNoOrder() throws BadRow {
    times.instant("meter", AUTUMN.minusDays(9).atStartOfDay());
    assertThrows(BadRow.class, () -> times.instant("meter", AUTUMN.atTime(2, 0)));
  }

  @Test
  void anOrderOfDaysThatFallsWithTimesThatRiseIsKnownByItsTimes() throws BadRow {
    times.instant("meter", AUTUMN.plusDays(1).atTime(23, 0));
    assertEquals(List.of("22:00", "23:00", "00:00", "01:00", "02:00"), utc("00:00", "01:00", "02:00", "02:00", "03:00"));
  }

  @Test
  void eachSeriesHasItsOwnOrder() throws BadRow {
    var local = AUTUMN.atTime(2, 0);
    times.instant("a", AUTUMN.atTime(1, 0));
    times.instant("b", AUTUMN.atTime(1, 0));
    var first = times.instant("a", local);
    assertEquals(first, times.instant("b", local));
    assertEquals(first.plusSeconds(3600), times.instant("a", local));
    assertEquals(first.plusSeconds(3600), times.instant("b", local));
  }

  @Test
  void aTimeThatClocksPassOverIsRejected() {
    var bad = assertThrows(BadRow.class, () -> times.instant("meter", LocalDateTime.of(2024, 3, 31, 2, 30)));
    assertTrue(bad.getMessage().startsWith("there is no 2024-03-31T02:30 in Europe/Brussels"), bad.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-10-27T00:00", "2024-03-31T00:00", "2024-06-01T00:00"})
  void aDayIsAsLongAsClocksShow(String midnight) throws BadRow {
    var from = LocalDateTime.parse(midnight);
    var start = from.atZone(BRUSSELS).toInstant();
    var expected = Duration.between(start, from.plusDays(1).atZone(BRUSSELS).toInstant()).toSeconds();
    assertEquals(expected, times.seconds(start, from, from.plusDays(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"02:00", "03:00"})
  void aQuarterHourThatEndsWhereClocksGoBackIsWrittenEitherWay(String end) throws BadRow {
    var to = AUTUMN.atTime(LocalTime.parse(end));
    assertEquals(900, times.seconds(Instant.parse("2024-10-27T00:45:00Z"), AUTUMN.atTime(2, 45), to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"02:00", "03:00"})
  void aQuarterHourThatEndsWhereClocksGoForwardIsWrittenEitherWay(String end) throws BadRow {
    var day = LocalDate.of(2024, 3, 31);
    var to = day.atTime(LocalTime.parse(end));
    assertEquals(900, times.seconds(Instant.parse("2024-03-31T00:45:00Z"), day.atTime(1, 45), to));
  }

  @Test
  void anIntervalEndsAfterItStarts() {
    var from = LocalDateTime.of(2024, 6, 1, 1, 0);
    assertThrows(BadRow.class, () -> times.seconds(from.atZone(BRUSSELS).toInstant(), from, from));
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "Europe/Brussels", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia", "America/Havana", "America/New_York", "Asia/Kolkata",
            "Africa/Casablanca", "Africa/Cairo", "Asia/Beirut", "America/Sao_Paulo", "Antarctica/Troll", "UTC", "Europe/Dublin",
            "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham", "Atlantic/Azores", "America/Santiago", "Europe/Istanbul")
        .map(ZoneId::of);
  }

  /** From noon of a day that has no change of clocks beside it. */
  @Property(tries = 60)
  void aYearOfIntervalsWrittenAsLocalTextReadsBack(@ForAll("zones") ZoneId zone, @ForAll @IntRange(min = 2000, max = 2025) int year) throws BadRow {
    var instants = new ArrayList<Instant>();
    var end = LocalDate.of(year, 12, 31).atStartOfDay(ZoneOffset.UTC).toInstant();
    for (var at = LocalDate.of(year, 1, 1).atTime(12, 0).atZone(zone).toInstant(); at.isBefore(end); at = at.plusSeconds(1800)) {
      instants.add(at);
    }
    assertEquals(instants, readBack(zone, instants));
    Collections.reverse(instants);
    assertEquals(instants, readBack(zone, instants));
  }

  private static List<Instant> readBack(ZoneId zone, List<Instant> instants) throws BadRow {
    var read = new ArrayList<Instant>();
    var notes = new ArrayList<String>();
    var times = new LocalTimes(zone, notes::add);
    for (var at : instants) {
      read.add(times.instant("meter", LocalDateTime.ofInstant(at, zone)));
    }
    times.finish();
    assertEquals(List.of(), notes);
    return read;
  }
}
