package io.meterline.engine.range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.settings.ChangeRules;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.oracle.LogBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Plans of cases by hand: devices with a reading at every noon of March, and snapshots of every midnight UTC. */
class RangePlanTest {
  private static final Windows DAYS = Windows.of(Duration.ofDays(1));
  private static final String PRICE = "price.micros.per.kwh";

  private final SnapshotIndex index = new SnapshotIndex();
  private final LogBuilder base = new LogBuilder();
  private final LogBuilder added = new LogBuilder();
  private final Map<String, Span> readings = new HashMap<>();

  private void metered(String device, int firstDay, int lastDay) {
    for (var day = firstDay; day <= lastDay; day++) {
      index.add(device, midnight(day + 1), noon(day));
    }
  }

  private RangePlan plan(Known known) {
    var settings = new SettingsDifference.Builder(new ChangeRules(known));
    base.build().changes().forEach(settings::before);
    added.build().changes().forEach(settings::added);
    return new RangePlanner(index, DAYS).plan(settings.build(), readings);
  }

  private RangePlan plan() {
    return plan(Known.NOW);
  }

  @Test
  void aSettingForSomeDaysIsReadFromTheSnapshotBeforeThemToThreeDaysAfterThem() {
    metered("A", 1, 31);
    added.change("device:A", PRICE, "SET", "1", "2013-03-05T00:00:00Z");
    added.change("device:A", PRICE, "CLEAR", "", "2013-03-07T00:00:00Z");
    assertEquals(range(OptionalLong.of(midnight(5)), midnight(5), OptionalLong.of(midnight(10))), plan().range("A"));
    assertEquals(new RangePlan.Size(1, 1, 5, 31), plan().size());
  }

  @Test
  void aChangeThatChangesNoValueOrOnlyWhenThereAreNoReadingsAffectsNothing() {
    metered("A", 1, 10);
    metered("B", 20, 31);
    base.set("everyone", PRICE, "7");
    added.change("everyone", PRICE, "SET", "7", "2013-03-05T00:00:00Z");
    added.change("everyone", "alert.threshold.watts", "SET", "9", "2013-03-12T00:00:00Z");
    added.change("everyone", "alert.threshold.watts", "CLEAR", "", "2013-03-19T00:00:00Z");
    added.change("everyone", "standing.micros.per.day", "SET", "9", "2013-04-01T00:00:00Z");
    added.change("plan:unused", PRICE, "SET", "9", "2013-03-01T00:00:00Z");
    assertEquals(0, plan().size().devices());
  }

  @Test
  void aChangeThatAnAddedOneMakesUsableAffectsWhatFollows() {
    metered("A", 1, 31);
    base.change("device:A", PRICE, "ADD", "1", "2013-03-20T00:00:00Z");
    added.change("device:A", PRICE, "SET", "5", "2013-03-18T00:00:00Z");
    assertEquals(range(OptionalLong.of(midnight(18)), midnight(18), OptionalLong.empty()), plan().range("A"));
    // Under then it holds from when it is logged, and the other one was rejected by then.
    var then = new LogBuilder().change("device:A", PRICE, "SET", "5", "2013-03-18T00:00:00Z", "2013-03-25T00:00:00Z");
    var settings = new SettingsDifference.Builder(new ChangeRules(Known.THEN));
    base.build().changes().forEach(settings::before);
    then.build().changes().forEach(settings::added);
    assertEquals(List.of(new Span(midnight(25), Long.MAX_VALUE)), settings.build().of("A"));
  }

  @Test
  void aCorrectionOfThePastUnderThenAffectsNothingBeforeItWasLogged() {
    metered("A", 1, 31);
    base.change("everyone", PRICE, "SET", "1", "2013-02-01T00:00:00Z");
    base.change("everyone", PRICE, "SET", "3", "2013-03-10T00:00:00Z", "2013-03-01T00:00:00Z");
    added.change("everyone", PRICE, "SET", "2", "2013-03-02T00:00:00Z", "2013-03-20T00:00:00Z");
    assertEquals(0, plan(Known.THEN).size().devices());
    assertEquals(range(OptionalLong.of(midnight(2)), midnight(2), OptionalLong.of(midnight(13))), plan().range("A"));
  }

  @Test
  void aDeviceThatMovesToAnotherPlanAndBackIsAffectedMeanwhile() {
    metered("A", 1, 31);
    metered("B", 1, 31);
    base.set("device:A", "plan", "day").set("device:B", "plan", "day").set("plan:day", PRICE, "1");
    added.change("device:A", "plan", "SET", "night", "2013-03-05T00:00:00Z");
    added.change("device:A", "plan", "SET", "day", "2013-03-06T00:00:00Z");
    assertEquals(range(OptionalLong.of(midnight(5)), midnight(5), OptionalLong.of(midnight(9))), plan().range("A"));
    assertEquals(Optional.empty(), plan().range("B"));
  }

  @Test
  void ofAPlansDevicesThoseAreAffectedThatAreInItThenAndHaveNoOwnPrice() {
    for (var device : List.of("in", "left", "joined", "own", "none")) {
      metered(device, 1, 31);
    }
    base.set("device:in", "plan", "day").set("device:own", "plan", "day").set("device:own", PRICE, "5");
    base.set("device:left", "plan", "day").change("device:left", "plan", "CLEAR", "", "2013-03-05T00:00:00Z");
    base.change("device:joined", "plan", "SET", "day", "2013-03-08T00:00:00Z");
    added.change("plan:day", PRICE, "SET", "1", "2013-03-05T00:00:00Z");
    added.change("plan:day", PRICE, "CLEAR", "", "2013-03-09T00:00:00Z");
    var found = new ArrayList<String>();
    plan().forEach((device, range) -> found.add(device + " " + Instant.ofEpochMilli(range.from())));
    assertEquals(List.of("in 2013-03-05T00:00:00Z", "joined 2013-03-08T00:00:00Z"), found);
  }

  @Test
  void aCorrectionBeforeTheFirstSnapshotStartsWithoutOne() {
    metered("A", 10, 31);
    readings.put("A", new Span(noon(10), noon(10) + 1));
    assertEquals(range(OptionalLong.empty(), midnight(10), OptionalLong.of(midnight(14))), plan().range("A"));
    readings.put("A", new Span(noon(2), noon(2) + 1));
    assertEquals(range(OptionalLong.empty(), noon(2), OptionalLong.of(midnight(6))), plan().range("A"));
  }

  @Test
  void aNewDeviceIsReadFromItsFirstReadingAndANewDayFromTheNewestSnapshot() {
    metered("A", 1, 30);
    readings.put("A", new Span(noon(31), noon(31) + 1));
    readings.put("B", new Span(noon(31), noon(31) + 1));
    assertEquals(range(OptionalLong.of(midnight(31)), midnight(31), OptionalLong.empty()), plan().range("A"));
    assertEquals(range(OptionalLong.empty(), noon(31), OptionalLong.empty()), plan().range("B"));
  }

  @Test
  void aSnapshotIsUsableUntilItsLastReadingAndAGapNeedNotBeRead() {
    metered("A", 1, 5);
    metered("A", 20, 31);
    // The last period of the base is not over: its snapshot is of what there was.
    readings.put("A", new Span(noon(31) + 1, noon(31) + 2));
    assertEquals(range(OptionalLong.of(midnight(32)), noon(31) + 1, OptionalLong.empty()), plan().range("A"));
    readings.put("A", new Span(noon(15), noon(15) + 1));
    assertEquals(range(OptionalLong.of(midnight(6)), midnight(6), OptionalLong.of(midnight(19))), plan().range("A"));
    // A reading of that very time is corrected.
    readings.put("A", new Span(noon(5), noon(5) + 1));
    assertEquals(range(OptionalLong.of(midnight(5)), midnight(5), OptionalLong.of(midnight(9))), plan().range("A"));
  }

  @Test
  void theRestIsReadFromTheEndOfTheRangeWithTheNewestSnapshotUntilThen() {
    metered("A", 1, 31);
    metered("B", 1, 31);
    readings.put("A", new Span(noon(5), noon(5) + 1));
    readings.put("B", new Span(noon(5), noon(5) + 1));
    var first = plan().range("B").orElseThrow();
    assertTrue(first.until().isPresent());
    var rest = plan().toTheEnd(List.of("B"));
    assertEquals(Optional.empty(), rest.range("A"));
    assertEquals(range(first.snapshot(), first.from(), OptionalLong.empty()), rest.range("B"));
    assertThrows(IllegalArgumentException.class, () -> plan().toTheEnd(List.of("C")));
  }

  @Test
  void aPlanIsTheSameAfterItIsSentToAnotherProcess() throws IOException, ClassNotFoundException {
    for (var i = 0; i < 1000; i++) {
      readings.put("meter-" + i * 7 % 1000 + (i % 3 == 0 ? "-\u00e9\ud83d\ude00" : ""), new Span(noon(i % 5), noon(9)));
    }
    base.set("device:quiet", PRICE, "1");
    added.set("device:quiet", PRICE, "1");
    var plan = plan();
    var out = new ByteArrayOutputStream();
    new ObjectOutputStream(out).writeObject(plan);
    var sent = (RangePlan) new ObjectInputStream(new ByteArrayInputStream(out.toByteArray())).readObject();
    assertEquals(all(plan), all(sent));
    assertEquals(1000, all(sent).size());
    var lookup = sent.lookup();
    readings.keySet().forEach(device -> assertEquals(plan.range(device), lookup.range(device)));
    assertEquals(Optional.empty(), lookup.range("quiet"));
    assertTrue(sent.readsChangesOf("quiet"));
    assertTrue(sent.readsChangesOf("meter-1"));
    assertFalse(sent.readsChangesOf("meter"));
    assertEquals(plan.spans(), sent.spans());
  }

  private static Map<String, DeviceRange> all(RangePlan plan) {
    var all = new HashMap<String, DeviceRange>();
    plan.forEach(all::put);
    return all;
  }

  private static Optional<DeviceRange> range(OptionalLong snapshot, long from, OptionalLong until) {
    return Optional.of(new DeviceRange(snapshot, from, until));
  }

  /** Days of March; 32 is 1 April. */
  private static long midnight(int day) {
    return Instant.parse("2013-03-01T00:00:00Z").plus(Duration.ofDays(day - 1)).toEpochMilli();
  }

  private static long noon(int day) {
    return midnight(day) + Duration.ofHours(12).toMillis();
  }
}
