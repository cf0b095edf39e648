package io.meterline.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** The settings in force for a device, compared with the rule evaluated from scratch at every time. */
class SharedTimelineTest {
  @Provide
  Arbitrary<Timeline> own() {
    return Timelines.own();
  }

  @Provide
  Arbitrary<Timeline> shared() {
    return Timelines.shared();
  }

  @Property(tries = 1_000)
  void atEveryTimeTheMostSpecificScopeWins(
      @ForAll("own") Timeline own, @ForAll("shared") Timeline shared, @ForAll @LongRange(max = 12) long start) {
    var inForce = new SharedTimeline(shared).forDevice(own, start);
    assertEquals(start, inForce.start());
    for (var at = start; at <= Timelines.END; at++) {
      assertEquals(rule(own, shared, at), at(inForce, at), "at " + at + " of " + inForce);
    }
  }

  @Property(tries = 300)
  void howSharedSettingsAreDividedMakesNoDifference(
      @ForAll("own") Timeline own, @ForAll("shared") Timeline shared, @ForAll @LongRange(max = 12) long start) {
    var parts = new ArrayList<Timeline>();
    for (var part = 0; part < SharedSettings.PARTS; part++) {
      var number = part;
      parts.add(new Timeline(shared.steps().stream().filter(step -> SharedSettings.partOf(step.scope()) == number).toList()));
    }
    var whole = new SharedTimeline(shared).forDevice(own, start);
    assertEquals(whole, new SharedTimeline(parts).forDevice(own, start));
    Collections.reverse(parts);
    assertEquals(whole, new SharedTimeline(parts).forDevice(own, start));
  }

  @Property(tries = 300)
  void aSpanEndsOnlyWhereSomethingChanges(
      @ForAll("own") Timeline own, @ForAll("shared") Timeline shared, @ForAll @LongRange(max = 12) long start) {
    var spans = new SharedTimeline(shared).forDevice(own, start).spans();
    for (var i = 1; i < spans.size(); i++) {
      assertTrue(spans.get(i).from() > spans.get(i - 1).from(), spans::toString);
      assertNotEquals(spans.get(i - 1).settings(), spans.get(i).settings());
    }
  }

  @Property(tries = 300)
  void fromAndFollowedByAreInverse(
      @ForAll("own") Timeline own, @ForAll("shared") Timeline shared, @ForAll @LongRange(max = 23) long at) {
    var whole = new SharedTimeline(shared).forDevice(own, 0);
    var later = whole.from(at);
    assertTrue(later.start() <= at && at < later.until(0), later::toString);
    assertEquals(whole, whole.followedBy(later));
  }

  private static Settings at(InForce inForce, long at) {
    var span = 0;
    while (inForce.until(span) <= at) {
      span++;
    }
    return inForce.spans().get(span).settings();
  }

  private static Settings rule(Timeline own, Timeline shared, long at) {
    var device = Scope.device(Timelines.DEVICE);
    var plan = Timelines.valueAt(own, device, Setting.PLAN, at).map(name -> Scope.plan(name.toString()));
    var cohort = Timelines.valueAt(own, device, Setting.COHORT, at).map(name -> Scope.cohort(name.toString()));
    Map<Setting, Value> values = new HashMap<>();
    for (var setting : Setting.values()) {
      Stream.of(
              Timelines.valueAt(own, device, setting, at),
              plan.flatMap(scope -> Timelines.valueAt(shared, scope, setting, at)),
              cohort.flatMap(scope -> Timelines.valueAt(shared, scope, setting, at)),
              Timelines.valueAt(shared, Scope.EVERYONE, setting, at))
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(value -> values.put(setting, value));
    }
    return new Settings(values);
  }
}
