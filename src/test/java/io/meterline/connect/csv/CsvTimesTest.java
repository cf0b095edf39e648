package io.meterline.connect.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are those of the JDK, and those that people write otherwise where it is clear what they mean. */
class CsvTimesTest {
  private final CsvTimes times = new CsvTimes();

  @Property
  void timesOfTheJdkAreReadAsTheJdkReadsThem(
      @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long millis, @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offset) {
    var text = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(offset * 60)).toString();
    assertEquals(OffsetDateTime.parse(text).toInstant(), times.parse(text));
  }

  @Property
  void whatIsNoTimeForTheJdkIsNoneHere(
      @ForAll @IntRange(max = 99) int month, @ForAll @IntRange(max = 99) int day, @ForAll @IntRange(max = 99) int hour, @ForAll @IntRange(max = 99) int minute) {
    var text = String.format("2023-%02d-%02dT%02d:%02d:00Z", month, day, hour, minute);
    assertEquals(jdk(text), found(text));
  }

  /** The JDK's, and 24:00. */
  private static Optional<Instant> jdk(String text) {
    var isEndOfDay = text.contains("T24:00:");
    try {
      var instant = OffsetDateTime.parse(isEndOfDay ? text.replace("T24", "T00") : text).toInstant();
      return Optional.of(isEndOfDay ? instant.plusSeconds(86_400) : instant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Instant> found(String text) {
    try {
      return Optional.of(times.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-01T01:30:00+01:00", "2024-01-01T01:30:00+0100", "2024-01-01T01:30:00+01", "2024-01-01 01:30:00+01:00",
        "2024-01-01 00:30:00Z", "2024-01-01 00:30:00 Z", "2024-01-01 00:30Z", "2024-01-01t00:30:00z", "2024-01-01T00:30:00,000Z",
        "2023-12-31 19:30:00 -0500", "2024-01-01T00:30:00.000000+00:00", "2024-01-01T01:30+01:00[Europe/Berlin]"
      })
  void oneTimeInTheWaysPeopleWriteIt(String text) {
    assertEquals(Instant.parse("2024-01-01T00:30:00Z"), times.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"2024-01-01T24:00:00Z, 2024-01-02T00:00:00Z", "2024-12-31 24:00+01:00, 2024-12-31T23:00:00Z"})
  void theEndOfADayIsTheStartOfTheNext(String text, Instant expected) {
    assertEquals(expected, times.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-01-01T24:00:01Z", "2024-01-01T24:30Z", "2024-02-30T00:00:00Z", "2024-01-01T00:00:00", "", "Z", "today", "2024-01-01T00:00:00+25:00"})
  void othersAreNoTimes(String text) {
    assertThrows(DateTimeException.class, () -> times.parse(text));
  }

  @Test
  void aLocalTimeHasNoOffset() {
    var local = LocalDateTime.parse("2024-01-01T00:30:00");
    assertEquals(new CsvTimes.Written(local, Optional.empty()), CsvTimes.written("2024-01-01 00:30"));
    assertEquals(new CsvTimes.Written(local, Optional.empty()), CsvTimes.written("2024-01-01T00:30:00"));
    assertEquals(new CsvTimes.Written(local.minusMinutes(30), Optional.empty()), CsvTimes.written("2024-01-01"));
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-01 00:00, a time without an offset from UTC such as Z",
    "2024-02-30 00:00, a date or time of day that does not exist",
    "1704067200, not a time such as 2013-01-01T00:00:00Z",
    "2024-01-01, not a time such as 2013-01-01T00:00:00Z"
  })
  void whereNoOptionHelpsNoneIsNamed(String text, String fault) {
    assertEquals(fault, CsvTimes.fault(text));
  }
}
