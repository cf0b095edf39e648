package io.meterline.connect.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.ReadingOutput.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Energy is the difference between neighbouring reads; what cannot be energy is said. */
class RegisterReadsTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-05-01T00:00:00Z");
  private static final long KWH = 1_000_000;

  private final Found seen = new Found();
  private final RegisterReads reads = new RegisterReads(seen, 100_000);
  private long line = 1;

  private void read(String device, int minute, String kwh) {
    var energy = new BigDecimal(kwh).movePointRight(6).longValueExact();
    reads.add(device, MIDNIGHT.plusSeconds(60L * minute), energy, new Place(++line, () -> "row"));
  }

  @Test
  void aReadingIsTheDifferenceOfTheReadsAtItsEnds() {
    read("m", 0, "100");
    read("m", 15, "100.5");
    read("m", 45, "100.75");
    reads.finish();
    assertEquals(List.of("m 2026-05-01T00:00:00Z 900 500000", "m 2026-05-01T00:15:00Z 1800 250000"), seen.lines());
    assertEquals(List.of(), seen.rejects);
    assertEquals(List.of(), seen.notes);
  }

  @Test
  void devicesAreKeptApartHoweverTheirRowsAreMixed() {
    read("b", 0, "7");
    read("a", 15, "2");
    read("b", 15, "8");
    read("a", 0, "1.5");
    reads.finish();
    assertEquals(List.of("b 2026-05-01T00:00:00Z 900 1000000", "a 2026-05-01T00:00:00Z 900 500000"), seen.lines());
  }

  @Property(tries = 200)
  void theOrderOfRowsDoesNotMatter(@ForAll @Size(min = 2, max = 60) List<@IntRange(max = 24_000_000) Integer> grown, @ForAll Random random) {
    var rows = new ArrayList<long[]>();
    var counter = 0L;
    for (var i = 0; i < grown.size(); i++) {
      counter += grown.get(i);
      rows.add(new long[] {i, counter});
    }
    Collections.shuffle(rows, random);
    var found = new Found();
    var shuffled = new RegisterReads(found, 100_000);
    rows.forEach(row -> shuffled.add("m", MIDNIGHT.plusSeconds(900 * row[0]), row[1], new Place(1, () -> "")));
    shuffled.finish();
    var expected = new ArrayList<String>();
    for (var i = 1; i < grown.size(); i++) {
      expected.add("m " + MIDNIGHT.plusSeconds(900L * (i - 1)) + " 900 " + grown.get(i));
    }
    assertEquals(expected, found.lines());
  }

  @Test
  void aResetIsSaidAndGivesNoReading() {
    read("m", 0, "100");
    read("m", 15, "0.2");
    read("m", 30, "0.3");
    reads.finish();
    assertEquals(List.of("m 2026-05-01T00:15:00Z 900 100000"), seen.lines());
    assertEquals(
        List.of(
            "m: the counter falls from 100 kWh at 2026-05-01T00:00:00Z to 0.2 kWh at 2026-05-01T00:15:00Z: taken as a reset or another"
                + " meter, no reading for this interval"),
        seen.notes);
  }

  @Test
  void aCounterThatStartsAtZeroEveryDayIsNotSaidEveryDay() {
    for (var i = 0; i < 20; i++) {
      read("m", 60 * i, i % 2 == 0 ? "5" : "0");
    }
    reads.finish();
    assertEquals(4, seen.notes.size());
    assertEquals("m: the counter falls 7 more times: no reading for these intervals either", seen.notes.get(3));
  }

  @Test
  void aMomentsDropToZeroIsAMisreadAndLosesNoEnergy() {
    read("m", 0, "25567.546");
    read("m", 15, "25567.548");
    read("m", 30, "0");
    read("m", 45, "25567.550");
    reads.finish();
    assertEquals(List.of("m 2026-05-01T00:00:00Z 900 2000", "m 2026-05-01T00:15:00Z 1800 2000"), seen.lines());
    assertEquals(
        List.of(
            "4: does not fit the reads before and after it, 25567.548 kWh at 2026-05-01T00:15:00Z and 25567.55 kWh at"
                + " 2026-05-01T00:45:00Z: taken as a misread"),
        seen.rejects);
    assertEquals(List.of(), seen.notes);
  }

  @Test
  void aMomentsJumpIsAMisreadToo() {
    read("m", 0, "100");
    read("m", 15, "99999");
    read("m", 30, "99999");
    read("m", 45, "100.3");
    reads.finish();
    assertEquals(List.of("m 2026-05-01T00:00:00Z 2700 300000"), seen.lines());
    assertEquals(2, seen.rejects.size());
  }

  @Test
  void aSlightFallIsAMisreadIfTheCounterReturns() {
    read("m", 0, "100.002");
    read("m", 15, "100.001");
    read("m", 30, "100.003");
    reads.finish();
    assertEquals(List.of("m 2026-05-01T00:00:00Z 1800 1000"), seen.lines());
    assertEquals(1, seen.rejects.size());
  }

  @Test
  void anotherMeterWithAHigherStateCostsOneIntervalOnly() {
    read("m", 0, "100");
    read("m", 15, "7000");
    read("m", 30, "7000.1");
    reads.finish();
    assertEquals(List.of("m 2026-05-01T00:15:00Z 900 100000"), seen.lines());
    assertEquals(
        List.of(
            "3: the counter grows by 6900 kWh from 100 kWh at 2026-05-01T00:00:00Z: a mean power of more than 100000 W; another meter, or"
                + " another unit? See --max-watts"),
        seen.rejects);
  }

  @Test
  void theMostWattsAreAllowedAndNotAMilliwattHourMore() {
    read("m", 0, "0");
    read("m", 15, "25");
    read("m", 30, "50.000001");
    reads.finish();
    assertEquals(List.of("m 2026-05-01T00:00:00Z 900 25000000"), seen.lines());
    assertEquals(1, seen.rejects.size());
  }

  @Test
  void aReadThatIsThereTwiceCountsOnceAndAnotherValueIsRejected() {
    read("m", 0, "1");
    read("m", 15, "2");
    read("m", 15, "2");
    read("m", 15, "3");
    read("m", 30, "4");
    reads.finish();
    assertEquals(List.of("m 2026-05-01T00:00:00Z 900 1000000", "m 2026-05-01T00:15:00Z 900 2000000"), seen.lines());
    assertEquals(Map.of("reads of a counter that are there twice", 1), seen.leftOut);
    assertEquals(List.of("5: another read of the counter at that time says 2 kWh, on line 3"), seen.rejects);
  }

  @Test
  void aSingleReadIsSaid() {
    read("m", 0, "1");
    reads.finish();
    assertEquals(List.of("m: has one read of its counter only, so no reading: 1 kWh at 2026-05-01T00:00:00Z"), seen.notes);
    assertEquals(List.of(), seen.lines());
  }

  @Test
  void differencesThatDoNotFitInALongAreRejected() {
    reads.add("m", MIDNIGHT, Long.MIN_VALUE, new Place(1, () -> ""));
    reads.add("m", MIDNIGHT.plusSeconds(900), Long.MAX_VALUE, new Place(2, () -> ""));
    reads.finish();
    assertEquals(List.of(), seen.lines());
    assertTrue(seen.rejects.get(0).startsWith("2: the counter grows by 18446744073709.551615 kWh"), seen.rejects.get(0));
  }

  @Test
  void noIntervalIsNegativeOrAbsurdWhateverTheReads() {
    var random = new Random(1);
    for (var i = 0; i < 10_000; i++) {
      reads.add("m", MIDNIGHT.plusSeconds(random.nextInt(100_000)), random.nextLong(100 * KWH), new Place(i, () -> ""));
    }
    reads.finish();
    for (var reading : seen.lines()) {
      var cells = reading.split(" ");
      var energy = Long.parseLong(cells[3]);
      assertTrue(energy >= 0 && energy * 36 <= Long.parseLong(cells[2]) * 1_000_000_000L, reading);
    }
  }
}
