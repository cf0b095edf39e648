package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanRunnerTest {
  @Test
  void whatFitsInMemoryRunsThereAndTheRestOnFlink() {
    assertEquals(List.of(), PlanRunner.options(List.of(), 1_000_000));
    assertTrue(PlanRunner.options(List.of(), Long.MAX_VALUE / 100).contains("--runner=FlinkRunner"));
  }

  @Test
  void aRunnerThatIsNamedIsUsed() {
    assertEquals(List.of("--runner=DirectRunner"), PlanRunner.options(List.of("--runner=DirectRunner"), Long.MAX_VALUE / 100));
  }
}
