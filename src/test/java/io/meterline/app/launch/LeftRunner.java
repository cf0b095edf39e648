package io.meterline.app.launch;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.options.PipelineOptions;
import org.joda.time.Duration;

/** Writes down what is to be run, and leaves it to others, as a launcher of Dataflow templates does. */
public final class LeftRunner extends PipelineRunner<PipelineResult> {
  private static final AtomicReference<Pipeline> LEFT = new AtomicReference<>();

  /** How Beam makes a runner. */
  public static LeftRunner fromOptions(PipelineOptions options) {
    return new LeftRunner();
  }

  /** Runs what was left last, to its end, on another runner. */
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
