package io.meterline.exact;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The steps without Beam, on many logs. */
class ExactTest {
  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenario.all();
  }

  @Property(tries = 2_000)
  void anyLogInAnyOrderAndWindowGivesTheViewsOfTheOracle(@ForAll("scenarios") Scenario scenario) {
    scenario.check(PlainRun.of(scenario));
  }
}
