package io.meterline.exact;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Live equals replay, on the Direct runner, whose watermark a test can control. */
class LiveOnDirectTest {
  @Provide
  Arbitrary<LiveScenario> scenarios() {
    return LiveScenario.all();
  }

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void inAnyOrderOfArrivalTheLastRowsAreTheOracles(@ForAll("scenarios") LiveScenario scenario) {
    scenario.check(LiveBeamRun.of(scenario));
  }
}
