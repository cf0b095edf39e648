package io.meterline.exact;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Live equals replay, without Beam, on many logs: in any order of arrival, the last rows written are the oracle's. */
class LiveTest {
  @Provide
  Arbitrary<LiveScenario> scenarios() {
    return LiveScenario.all();
  }

  @Property(tries = 2_000)
  void inAnyOrderOfArrivalTheLastRowsAreTheOracles(@ForAll("scenarios") LiveScenario scenario) {
    var topics = new Topics();
    var steps = new PlainSteps(scenario.rules(), topics::write);
    run(scenario, scenario.arrivals(0), steps);
    scenario.check(topics.views());
  }

  @Property(tries = 500)
  void readingsBehindTheWatermarkAreStillUsed(@ForAll("scenarios") LiveScenario scenario) {
    var topics = new Topics();
    var steps = new PlainSteps(scenario.rules(), topics::write);
    scenario.log().changes().forEach(steps::take);
    var arrivals = scenario.arrivals(scenario.log().readings(), List.of(), 0);
    while (!arrivals.isOver()) {
      // Half an hour ahead of the events still to arrive: a clock that is wrong by that much.
      var ahead = arrivals.watermark() + 1_800_000;
      steps.advance(ahead);
      steps.take(arrivals.next().readings(), scenario.arrival(ahead));
    }
    steps.advance(Long.MAX_VALUE);
    scenario.check(topics.views());
  }

  @Property(tries = 1_000)
  void aRunRestoredFromACheckpointWithAnotherOrderOfArrivalEndsWithTheSameRows(@ForAll("scenarios") LiveScenario scenario) {
    var topics = new Topics();
    var steps = new PlainSteps(scenario.rules(), topics::write);
    var arrivals = scenario.arrivals(0);
    var readings = new ArrayList<LoggedReading>(scenario.log().readings());
    var changes = new ArrayList<LoggedChange>(scenario.log().changes());
    for (var bursts = scenario.seed() % 7; bursts > 0 && !arrivals.isOver(); bursts--) {
      var burst = arrivals.next();
      take(scenario, burst, steps, arrivals);
      readings.removeAll(burst.readings());
      changes.removeAll(burst.changes());
    }
    var checkpoint = steps.copy();
    // Written after the checkpoint and before the failure, so lost from all state.
    for (var bursts = scenario.seed() % 5; bursts > 0 && !arrivals.isOver(); bursts--) {
      take(scenario, arrivals.next(), steps, arrivals);
    }
    run(scenario, scenario.arrivals(readings, changes, 1), checkpoint);
    scenario.check(topics.views());
  }

  private static void run(LiveScenario scenario, Arrivals arrivals, PlainSteps steps) {
    while (!arrivals.isOver()) {
      take(scenario, arrivals.next(), steps, arrivals);
    }
    steps.advance(Long.MAX_VALUE);
  }

  private static void take(LiveScenario scenario, Arrivals.Burst burst, PlainSteps steps, Arrivals arrivals) {
    steps.take(burst.readings(), scenario.arrival(Long.MIN_VALUE));
    burst.changes().forEach(steps::take);
    steps.advance(arrivals.watermark());
  }
}
