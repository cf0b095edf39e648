package io.meterline.exact;

import io.meterline.oracle.RandomGrowth;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Range replays without Beam, on many logs that grow. */
class RangeReplayTest {
  @Provide
  Arbitrary<RangeScenario> scenarios() {
    return RangeScenario.of(RandomGrowth.logs(2));
  }

  @Provide
  Arbitrary<RangeScenario> chains() {
    return RangeScenario.of(RandomGrowth.logs(10));
  }

  @Property(tries = 1_000)
  void aRangeReplayGivesTheRowsAndFilesOfAFullReplay(@ForAll("scenarios") RangeScenario scenario) {
    check(scenario);
  }

  @Property(tries = 150)
  void rangeReplaysAfterEachOtherGiveTheRowsAndFilesOfAFullReplay(@ForAll("chains") RangeScenario scenario) {
    check(scenario);
  }

  /** Files of snapshots included, because the next range replay builds on them. */
  private static void check(RangeScenario scenario) {
    var version = PlainRange.full(scenario.log().base(), scenario.rules(0), scenario.dates());
    scenario.check(0, version.views());
    for (var run = 1; run < scenario.runs(); run++) {
      version = version.since(scenario.log().batches().get(run - 1), scenario.rules(run));
      scenario.check(run, version.views());
      version.checkFiles(PlainRange.full(scenario.log().after(run), scenario.rules(run), scenario.dates()));
    }
  }
}
