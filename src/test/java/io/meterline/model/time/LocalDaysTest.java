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

  record Asked(long at, ZoneId zone) {}

  /** Steps of hours from somewhere in two centuries, and now and then a zone that is another. */
  @Provide
  Arbitrary<List<Asked>> instants() {
    var zones = Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList()).map(ZoneId::of);
    var starts = Arbitraries.longs().between(-2_208_988_800_000L, 4_102_444_800_000L);
    var steps = Arbitraries.longs().between(-5, 60).map(hours -> hours * HOUR / 2).list().ofMinSize(1).ofMaxSize(60);
    return Combinators.combine(zones, zones, starts, steps).as(LocalDaysTest::walk);
  }

  private static List<Asked> walk(ZoneId zone, ZoneId other, long start, List<Long> steps) {
    var at = new long[] {start};
    return steps.stream().map(step -> new Asked(at[0] += step, step < 0 ? other : zone)).toList();
  }

  @Property
  void everyInstantHasTheDayThatItsZoneGivesItWhateverWasAskedBefore(@ForAll("instants") List<Asked> instants) {
    var days = new LocalDays();
    for (var asked : instants) {
      var date = LocalDate.ofInstant(Instant.ofEpochMilli(asked.at), asked.zone);
      assertEquals(LocalDay.of(date, asked.zone), days.at(asked.at, asked.zone));
      assertTrue(days.until() > asked.at);
      assertEquals(date, LocalDate.ofInstant(Instant.ofEpochMilli(days.until() - 1), asked.zone));
    }
  }
}
