package io.meterline.app.memory;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.beam.runners.core.metrics.MetricsContainerStepMap;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.joda.time.Duration;

/** A run that has started. */
final class InMemoryResult implements PipelineResult {
  private final MetricsContainerStepMap counted;
  private final FutureTask<State> run;

  private InMemoryResult(MetricsContainerStepMap counted, FutureTask<State> run) {
    this.counted = counted;
    this.run = run;
  }

  /**
   * Starts a run.
   *
   * @param counted what it has counted so far
   */
  static InMemoryResult of(MetricsContainerStepMap counted, Runnable work) {
    var run = new FutureTask<>(work, State.DONE);
    var thread = new Thread(run, "in-memory-run");
    thread.setDaemon(true);
    thread.start();
    return new InMemoryResult(counted, run);
  }

  @Override
  public State getState() {
    if (run.isCancelled()) {
      return State.CANCELLED;
    }
    if (!run.isDone()) {
      return State.RUNNING;
    }
    try {
      return run.get();
    } catch (ExecutionException e) {
      return State.FAILED;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Interrupts the run, which ends soon after. */
  @Override
  public State cancel() {
    run.cancel(true);
    return getState();
  }

  /**
   * Waits for the end of the run.
   *
   * @return its final state; null if it has not ended by then, as Beam has it
   * @throws PipelineExecutionException if the run failed
   */
  @Override
  public State waitUntilFinish(Duration duration) {
    try {
      // As Beam has it, no time at all is as long as it takes.
      return duration.getMillis() < 1 ? run.get() : run.get(duration.getMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (CancellationException e) {
      return State.CANCELLED;
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public State waitUntilFinish() {
    return waitUntilFinish(Duration.ZERO);
  }

  @Override
  public MetricResults metrics() {
    return MetricsContainerStepMap.asAttemptedOnlyMetricResults(counted);
  }

  private static PipelineExecutionException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new PipelineExecutionException(e);
  }

  private static RuntimeException failed(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException exception ? exception : new PipelineExecutionException(cause);
  }
}
