package io.meterline.app.memory;

import java.util.List;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.runners.PipelineRunnerRegistrar;

/** Makes {@code --runner=InMemoryRunner} known to Beam, which loads it as a service. */
public final class InMemoryRegistrar implements PipelineRunnerRegistrar {
  @Override
  public Iterable<Class<? extends PipelineRunner<?>>> getPipelineRunners() {
    return List.of(InMemoryRunner.class);
  }
}
