package io.meterline.model.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Readings, their power, their columns, and the order of the log. */
class ReadingsTest {
  private static final long MOST = ReadingRules.MAX_MILLIWATT_HOURS;

  @Property
  void meanPowerIsRoundedDown(@ForAll @LongRange(min = -MOST, max = MOST) long energy, @ForAll @IntRange(min = 1) int seconds) {
    var watts = BigDecimal.valueOf(energy).multiply(new BigDecimal("3.6")).divide(BigDecimal.valueOf(seconds), 0, RoundingMode.FLOOR);
    assertEquals(watts.longValueExact(), new Reading(0, seconds, energy).meanWatts());
  }

  @Property
  void theMostEnergyWithinAThresholdIsWithinItAndOneUnitMoreIsNot(
      @ForAll @LongRange(min = 0) long watts, @ForAll @IntRange(max = 100) int percent, @ForAll @IntRange(min = 1) int seconds) {
    var most = Reading.mostWithin(watts, percent, seconds);
    assertTrue(isWithin(BigInteger.valueOf(most), watts, percent, seconds));
    assertTrue(most == Long.MAX_VALUE || !isWithin(BigInteger.valueOf(most).add(BigInteger.ONE), watts, percent, seconds));
  }

  /** Whether energy x 3.6 / seconds is at most {@code percent} hundredths of the watts. */
  private static boolean isWithin(BigInteger energy, long watts, int percent, int seconds) {
    var left = energy.multiply(BigInteger.valueOf(360));
    return left.compareTo(BigInteger.valueOf(watts).multiply(BigInteger.valueOf(percent)).multiply(BigInteger.valueOf(seconds))) <= 0;
  }

  @Property
  void columnsContainTheReadingsAdded(@ForAll List<@IntRange(max = 90) Integer> numbers) {
    var columns = new ReadingColumns();
    var expected = new ArrayList<LoggedReading>();
    for (var number : numbers) {
      var reading = new LoggedReading("m" + number, new Reading(number, number + 1, -number), position(number + 2L, number, number + 3L));
      columns.add(columns.device(reading.device()), number, number + 1, -number, number + 2L, number, number + 3L);
      expected.add(reading);
    }
    assertEquals(expected.size(), columns.size());
    for (var row = 0; row < columns.size(); row++) {
      var reading = new Reading(columns.at()[row], columns.seconds()[row], columns.milliwattHours()[row]);
      var position = position(columns.loggedAt()[row], columns.partition()[row], columns.offset()[row]);
      assertEquals(expected.get(row), new LoggedReading(columns.deviceName(columns.device()[row]), reading, position));
    }
    columns.clear();
    assertEquals(0, columns.size() + columns.devices());
  }

  @Property
  void theLogIsOrderedByTimeThenPartitionThenOffset(
      @ForAll @IntRange(max = 2) int loggedA, @ForAll @IntRange(max = 2) int partitionA, @ForAll @IntRange(max = 2) int offsetA,
      @ForAll @IntRange(max = 2) int loggedB, @ForAll @IntRange(max = 2) int partitionB, @ForAll @IntRange(max = 2) int offsetB) {
    var a = position(loggedA, partitionA, offsetA);
    var b = position(loggedB, partitionB, offsetB);
    var numbers = Integer.compare(loggedA * 100 + partitionA * 10 + offsetA, loggedB * 100 + partitionB * 10 + offsetB);
    assertEquals(numbers, a.compareTo(b));
    assertEquals(numbers == 0, a.equals(b));
  }

  @Property
  void theFirstReadingFromATimeIsFoundInAnyPart(@ForAll List<@IntRange(max = 50) Integer> starts, @ForAll @IntRange(max = 51) int time) {
    var sorted = new ArrayList<>(starts.stream().distinct().toList());
    Collections.sort(sorted);
    var at = sorted.stream().mapToLong(Integer::longValue).toArray();
    var all = new Readings(at, new int[at.length], new long[at.length], 0, at.length);
    var part = all.part(at.length / 3, at.length);
    var found = part.firstFrom(time, 0);
    for (var i = 0; i < part.size(); i++) {
      assertEquals(i >= found, part.at(i) >= time);
    }
  }

  @Test
  void anEventIsAFlatObjectOfItsOwnFields() {
    var reading = new LoggedReading("m \"1\"\u001b", new Reading(0, 1800, -5), position(0, 0, 0));
    assertEquals(
        "{\"device\":\"m \\\"1\\\"\\u001B\",\"at\":\"1970-01-01T00:00:00Z\",\"seconds\":1800,\"milliwatt_hours\":-5}",
        Content.of(reading));
    var change = new LoggedChange("everyone", "plan", "CLEAR", "", Instant.EPOCH, Optional.empty(), Optional.of("why"), position(0, 0, 0));
    assertEquals(
        "{\"scope\":\"everyone\",\"name\":\"plan\",\"op\":\"CLEAR\",\"value\":\"\",\"effective_at\":\"1970-01-01T00:00:00Z\",\"reason\":\"why\"}",
        Content.of(change));
  }

  private static Position position(long loggedAt, int partition, long offset) {
    return new Position(Instant.ofEpochMilli(loggedAt), partition, offset);
  }
}
