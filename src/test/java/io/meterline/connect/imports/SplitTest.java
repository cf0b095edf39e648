package io.meterline.connect.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.formats.MeterReading;
import io.meterline.model.log.Reading;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  @Property
  void partsFollowEachOtherAddUpToTheWholeAndAreEqualToAMilliwattHour(
      @ForAll long energy, @ForAll @IntRange(min = 1, max = 500) int parts, @ForAll @IntRange(min = 1, max = 4000) int seconds) {
    var shared = new ArrayList<MeterReading>();
    new Split(seconds).share(MeterReading.of("m", START, seconds * parts, energy), shared::add);
    assertEquals(parts, shared.size());
    var sum = BigInteger.ZERO;
    for (var i = 0; i < parts; i++) {
      var part = shared.get(i).reading();
      assertEquals(START.plusSeconds((long) i * seconds), part.at());
      assertEquals(seconds, part.seconds());
      sum = sum.add(BigInteger.valueOf(part.milliwattHours()));
    }
    assertEquals(BigInteger.valueOf(energy), sum);
    var energies = shared.stream().map(part -> part.reading().milliwattHours()).toList();
    assertTrue(Collections.max(energies) - Collections.min(energies) <= 1, energies::toString);
  }

  @Test
  void partsAreLoggedWhenTheWholeIs() {
    var shared = new ArrayList<MeterReading>();
    new Split(900).share(MeterReading.of("m", START, 3600, 4), shared::add);
    assertTrue(shared.stream().allMatch(part -> part.loggedAt().orElseThrow().equals(START.plusSeconds(3600))));
  }

  @Test
  void onlyMultiplesAreShared() {
    var split = new Split(900);
    assertTrue(split.divides(new Reading(0, 900, 1)));
    assertTrue(split.divides(new Reading(0, 86_400, 1)));
    assertFalse(split.divides(new Reading(0, 600, 1)));
    assertFalse(split.divides(new Reading(0, 1000, 1)));
    assertFalse(split.divides(new Reading(0, 0, 1)));
    assertFalse(split.divides(new Reading(0, -900, 1)));
    assertFalse(split.divides(new Reading(0, 900 * 2_000_000, 1)));
  }
}
