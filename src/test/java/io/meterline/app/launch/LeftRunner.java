package io.meterline.app.launch;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.options.PipelineOptions;
import org.joda.time.Duration;

/** Only records the pipeline, to be run later, as the launcher of a Dataflow template does. */
public final class LeftRunner extends PipelineRunner<PipelineResult> {
  private static final AtomicReference<Pipeline> LEFT = new AtomicReference<>();

  /** Called by Beam. */
  public static LeftRunner fromOptions(PipelineOptions options) {
    return new LeftRunner();
  }

  /** Runs the last recorded pipeline, to its end, on another runner. */
  static void runWhatWasLeft(PipelineOptions options) {
    PipelineRunner.fromOptions(options).run(LEFT.get()).waitUntilFinish();
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    LEFT.set(pipeline);
    return new Left();
  }

  private static final class Left implements PipelineResult {
    @Override
    public State getState() {
      throw new UnsupportedOperationException();
    }

    @Override
    public State cancel() {
      throw new UnsupportedOperationException();
    }

    @Override
    public State waitUntilFinish(Duration duration) {
      throw new UnsupportedOperationException();
    }

    @Override
    public State waitUntilFinish() {
      throw new UnsupportedOperationException();
    }

    @Override
    public MetricResults metrics() {
      throw new UnsupportedOperationException();
    }
  }
}
