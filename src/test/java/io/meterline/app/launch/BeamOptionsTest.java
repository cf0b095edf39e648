package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.junit.jupiter.api.Test;

class BeamOptionsTest {
  @Test
  void optionsOfEachRunnerAreFound() {
    assertEquals(3, BeamOptions.parse(List.of("--runner=FlinkRunner", "--parallelism=3")).as(FlinkPipelineOptions.class).getParallelism());
    assertEquals(5, BeamOptions.parse(List.of("--targetParallelism=5")).as(DirectOptions.class).getTargetParallelism());
  }

  @Test
  void optionsOfSeveralInterfacesAreFoundTogether() {
    var options = BeamOptions.parse(List.of("--jobName=night", "--targetParallelism=5", "--parallelism=3", "--experiments=a,b"));
    assertEquals("night", options.getJobName());
    assertEquals(3, options.as(FlinkPipelineOptions.class).getParallelism());
    assertEquals(5, options.as(DirectOptions.class).getTargetParallelism());
  }

  @Test
  void anOptionThatNothingHasIsTheOneThatIsUnknown() {
    var failure = assertThrows(IllegalArgumentException.class, () -> BeamOptions.parse(List.of("--parallelism=3", "--paralelism=3")));
    assertEquals(Optional.of("paralelism"), BeamOptions.unknown(failure));
    assertTrue(failure.getMessage().contains("parallelism"), failure.getMessage());
  }

  @Test
  void aBadValueIsNotAnUnknownOption() {
    var failure = assertThrows(IllegalArgumentException.class, () -> BeamOptions.parse(List.of("--parallelism=three")));
    assertEquals(Optional.empty(), BeamOptions.unknown(failure));
  }

  @Test
  void allOptionsAreNamedAsTheyAreGiven() {
    var names = BeamOptions.names();
    assertTrue(names.containsAll(List.of("runner", "jobName", "parallelism", "targetParallelism", "experiments")), names.toString());
  }
}
