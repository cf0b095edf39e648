package io.meterline.connect.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.MeterlineException;
import io.meterline.model.log.Reading;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReadingChecksTest {
  @Test
  void beyondTheLimitNothingIsHeldOrComparedAndItIsKnown() {
    var checks = new ReadingChecks(2);
    for (var i = 0; i < 3; i++) {
      assertEquals(OptionalLong.empty(), checks.exceeded());
      checks.add("m" + i, new Reading(0, 900, i));
    }
    assertEquals(OptionalLong.of(2), checks.exceeded());
    assertEquals(3, checks.devices().size());
    assertTrue(checks.devices().values().stream().allMatch(columns -> columns.size() == 0));
    var refused = assertThrows(MeterlineException.class, checks::sortToCompare);
    assertTrue(refused.getMessage().startsWith("more than 2 readings cannot be compared"), refused.getMessage());
  }

  @Property(tries = 200)
  void columnsAreSortedByStartAndEqualStartsStayInOrder(@ForAll long seed, @ForAll @IntRange(min = 0, max = 300) int size) {
    var random = new Random(seed);
    var columns = new DeviceColumns();
    var expected = new TreeMap<Long, StringBuilder>();
    for (var i = 0; i < size; i++) {
      var at = (long) random.nextInt(1 + size / 3);
      columns.add(new Reading(at, 1 + random.nextInt(9), i));
      expected.computeIfAbsent(at, any -> new StringBuilder()).append(i).append(' ');
    }
    columns.sort();
    var row = 0;
    for (var start : expected.entrySet()) {
      assertEquals(row, columns.firstFrom(start.getKey()));
      var energies = new StringBuilder();
      for (; row < columns.size() && columns.at(row) == start.getKey(); row++) {
        energies.append(columns.energy(row)).append(' ');
      }
      assertEquals(start.getValue().toString(), energies.toString());
    }
    assertEquals(size, row);
  }

  @Test
  void onlyAReadingThatIsEqualInAllCountsAsLogged() {
    var checks = new ReadingChecks(10);
    var reading = new Reading(1000, 900, 7);
    checks.add("m", reading);
    checks.sortToCompare();
    checks.compare("n", 1000, 900, 7);
    checks.compare("m", 1000, 901, 7);
    checks.compare("m", 1000, 900, 8);
    checks.compare("m", 1001, 900, 7);
    assertFalse(checks.isLogged("m", reading));
    checks.compare("m", 1000, 900, 7);
    assertTrue(checks.isLogged("m", reading));
    assertEquals(1, checks.countLogged());
  }
}
