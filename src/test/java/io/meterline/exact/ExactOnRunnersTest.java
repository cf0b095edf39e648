package io.meterline.exact;

import io.meterline.exact.BeamRun.Mode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The whole pipeline, from Parquet to Parquet, on every local runner. */
class ExactOnRunnersTest {
  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenario.all();
  }

  @Provide
  Arbitrary<Integer> parallelisms() {
    return Arbitraries.of(1, 2, 4);
  }

  @Property(tries = 40)
  void onTheDirectRunnerAnyLogGivesTheViewsOfTheOracle(
      @ForAll("scenarios") Scenario scenario, @ForAll("parallelisms") int parallelism) {
    scenario.check(BeamRun.of(scenario, Mode.DIRECT.options(parallelism)));
  }

  @Property(tries = 40)
  void inMemoryAnyLogGivesTheViewsOfTheOracle(@ForAll("scenarios") Scenario scenario) {
    scenario.check(BeamRun.of(scenario, Mode.IN_MEMORY.options(1)));
  }

  @Property(tries = 12, shrinking = ShrinkingMode.BOUNDED)
  void onFlinkInBatchAnyLogGivesTheViewsOfTheOracle(
      @ForAll("scenarios") Scenario scenario, @ForAll("parallelisms") int parallelism) {
    scenario.check(BeamRun.of(scenario, Mode.FLINK_BATCH.options(parallelism)));
  }

  @Property(tries = 12, shrinking = ShrinkingMode.BOUNDED)
  void onFlinkInStreamingAnyLogGivesTheViewsOfTheOracle(
      @ForAll("scenarios") Scenario scenario, @ForAll("parallelisms") int parallelism) {
    scenario.check(BeamRun.of(scenario, Mode.FLINK_STREAMING.options(parallelism)));
  }
}
