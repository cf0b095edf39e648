package io.meterline.app.launch;

import io.meterline.app.process.Stop;
import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;

/**
 * A pipeline that runs until it ends or is stopped. It runs in a thread of its own: some runners return from starting a pipeline
 * only when it has ended, and so give no handle to cancel it with; then that thread is interrupted.
 */
final class Execution {
  /** A runner that has not stopped by then ends with the program. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

  private final Pipeline pipeline;
  private final RunObserver observer;
  private final Stop stop;
  private final CompletableFuture<PipelineResult.State> ended = new CompletableFuture<>();
  private final CompletableFuture<PipelineResult> started = new CompletableFuture<>();

  Execution(Pipeline pipeline, RunObserver observer, Stop stop) {
    this.pipeline = pipeline;
    this.observer = observer;
    this.stop = stop;
  }

  /** Runs the pipeline, and returns what it counted if that is known. */
  Optional<Counts> finish() {
    var thread = new Thread(this::execute, "pipeline");
    thread.setDaemon(true);
    thread.start();
    try {
      CompletableFuture.anyOf(ended, stop.requested()).handle((done, failure) -> done).get();
      if (!ended.isDone()) {
        stop(thread);
      } else if (ended.get() != PipelineResult.State.DONE) {
        throw new MeterlineException("the run ended as " + ended.get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      stop(thread);
      Thread.currentThread().interrupt();
      throw new MeterlineException("the run was interrupted", e);
    }
    return started.isDone() ? Optional.of(Counts.of(started.join().metrics())) : Optional.empty();
  }

  private void execute() {
    try {
      var result = pipeline.run();
      started.complete(result);
      observer.running(() -> Counts.of(result.metrics()));
      ended.complete(result.waitUntilFinish());
    } catch (RuntimeException | Error e) {
      ended.completeExceptionally(e);
    }
  }

  private void stop(Thread thread) {
    if (started.isDone()) {
      cancel(started.join());
    } else {
      thread.interrupt();
    }
    try {
      ended.get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Its outcome no longer matters.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void cancel(PipelineResult result) {
    try {
      result.cancel();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
