package io.meterline.model.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LocalDaysTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  record Lookup(long at, ZoneId zone) {}

  /** Steps of half-hours from a random time within two centuries, sometimes in another zone. */
  @Provide
  Arbitrary<List<Lookup>> instants() {
    var zones = Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList()).map(ZoneId::of);
    var starts = Arbitraries.longs().between(-2_208_988_800_000L, 4_102_444_800_000L);
    var steps = Arbitraries.longs().between(-5, 60).map(hours -> hours * HOUR / 2).list().ofMinSize(1).ofMaxSize(60);
    return Combinators.combine(zones, zones, starts, steps).as(LocalDaysTest::walk);
  }

  private static List<Lookup> walk(ZoneId zone, ZoneId other, long start, List<Long> steps) {
    var at = new long[] {start};
    return steps.stream().map(step -> new Lookup(at[0] += step, step < 0 ? other : zone)).toList();
  }

  @Property
  void everyInstantHasTheDayOfItsZoneWhateverWasLookedUpBefore(@ForAll("instants") List<Lookup> instants) {
    var days = new LocalDays();
    for (var lookup : instants) {
      var date = LocalDate.ofInstant(Instant.ofEpochMilli(lookup.at), lookup.zone);
      assertEquals(LocalDay.of(date, lookup.zone), days.at(lookup.at, lookup.zone));
      assertTrue(days.until() > lookup.at);
      assertEquals(date, LocalDate.ofInstant(Instant.ofEpochMilli(days.until() - 1), lookup.zone));
    }
  }
}
