package io.meterline.exact;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Range replays without Beam, on many logs that grow. */
class RangeReplayTest {
  @Provide
  Arbitrary<RangeScenario> scenarios() {
    return RangeScenario.all();
  }

  /** Files of snapshots included, because the next range replay builds on them. */
  @Property(tries = 1_500)
  void rangeReplaysAfterEachOtherGiveTheRowsAndFilesOfAFullReplay(@ForAll("scenarios") RangeScenario scenario) {
    var version = PlainRange.full(scenario.log().base(), scenario.rules(0), scenario.dates());
    scenario.check(0, version.views());
    for (var run = 1; run < scenario.runs(); run++) {
      version = version.since(scenario.log().batches().get(run - 1), scenario.rules(run));
      scenario.check(run, version.views());
      var full = PlainRange.full(scenario.log().after(run), scenario.rules(run), scenario.dates());
      version.checkFiles(full);
    }
  }
}
