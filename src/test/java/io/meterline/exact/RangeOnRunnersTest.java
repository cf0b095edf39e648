package io.meterline.exact;

import io.meterline.exact.BeamRun.Mode;
import io.meterline.oracle.RandomGrowth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Range replays of versions on a disk, on every local runner. */
class RangeOnRunnersTest {
  @Provide
  Arbitrary<RangeScenario> scenarios() {
    return RangeScenario.of(RandomGrowth.logs(2));
  }

  @Provide
  Arbitrary<Integer> parallelisms() {
    return Arbitraries.of(1, 2, 4);
  }

  @Property(tries = 10, shrinking = ShrinkingMode.BOUNDED)
  void onTheDirectRunnerRangeReplaysGiveTheRowsAndFilesOfAFullReplay(
      @ForAll("scenarios") RangeScenario scenario, @ForAll("parallelisms") int parallelism) throws IOException {
    check(scenario, Mode.DIRECT, parallelism);
  }

  @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
  void inMemoryRangeReplaysGiveTheRowsAndFilesOfAFullReplay(@ForAll("scenarios") RangeScenario scenario) throws IOException {
    check(scenario, Mode.IN_MEMORY, 1);
  }

  @Property(tries = 4, shrinking = ShrinkingMode.BOUNDED)
  void onFlinkInBatchRangeReplaysGiveTheRowsAndFilesOfAFullReplay(
      @ForAll("scenarios") RangeScenario scenario, @ForAll("parallelisms") int parallelism) throws IOException {
    check(scenario, Mode.FLINK_BATCH, parallelism);
  }

  @Property(tries = 4, shrinking = ShrinkingMode.BOUNDED)
  void onFlinkInStreamingRangeReplaysGiveTheRowsAndFilesOfAFullReplay(
      @ForAll("scenarios") RangeScenario scenario, @ForAll("parallelisms") int parallelism) throws IOException {
    check(scenario, Mode.FLINK_STREAMING, parallelism);
  }

  private static void check(RangeScenario scenario, Mode mode, int parallelism) throws IOException {
    var folder = Files.createTempDirectory("meterline-range");
    try {
      new BeamRange(scenario, mode.options(parallelism), folder).check();
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
