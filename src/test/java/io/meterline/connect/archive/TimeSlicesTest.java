package io.meterline.connect.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.Kind;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSlicesTest {
  private static final long DAY = 86_400_000;
  private static final long LAST = 253_402_300_799_999L;

  @Provide
  Arbitrary<Duration> lengths() {
    return Arbitraries.of("PT1S", "PT5S", "PT1M", "PT5M", "PT7M12S", "PT1H", "PT24H").map(Duration::parse);
  }

  @Property(tries = 300)
  void aSliceContainsItsTimeAndLiesWithinOneUtcDay(
      @ForAll("lengths") Duration length, @ForAll @LongRange(min = 0, max = LAST) long loggedAt) {
    var slices = new TimeSlices(length);
    var start = slices.startOf(loggedAt);
    var end = slices.endOf(loggedAt);
    assertTrue(start <= loggedAt && loggedAt < end, start + " " + loggedAt + " " + end);
    assertEquals(length.toMillis(), end - start);
    assertEquals(start / DAY, (end - 1) / DAY);
  }

  @Property(tries = 300)
  void twoTimesShareAFileIfAndOnlyIfTheyShareASlice(
      @ForAll("lengths") Duration length,
      @ForAll @LongRange(min = 0, max = LAST - DAY) long loggedAt,
      @ForAll @LongRange(min = 0, max = DAY) long later) {
    var slices = new TimeSlices(length);
    var isOneFile =
        slices.file(Kind.READING, 0, loggedAt).equals(slices.file(Kind.READING, 0, loggedAt + later));
    assertEquals(loggedAt + later < slices.endOf(loggedAt), isOneFile);
  }

  @Test
  void aFileIsNamedAfterItsDayItsStartAndItsPartition() {
    var slices = new TimeSlices(Duration.ofMinutes(5));
    var loggedAt = Instant.parse("2026-11-22T15:09:59.999Z").toEpochMilli();
    assertEquals("readings/2026-11-22/20261122T150500-p00003", slices.file(Kind.READING, 3, loggedAt));
    assertEquals("settings/2026-11-22/20261122T150500-p00000", slices.file(Kind.SETTING, 0, loggedAt));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-5M", "PT0.5S", "PT1.5S", "PT7M", "PT25H", "P2D"})
  void aLengthThatDoesNotDivideADayIsRejected(String length) {
    var failure = assertThrows(IllegalArgumentException.class, () -> new TimeSlices(Duration.parse(length)));
    assertTrue(failure.getMessage().contains("divide a day"), failure::getMessage);
  }
}
