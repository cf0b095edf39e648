package io.meterline.pipeline;

import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;

/** Waits for the completion of a run, as far as its runner reports it. */
public final class Completion {
  private static final Duration FIRST_WAIT = Duration.millis(100);

  private Completion() {}

  /**
   * Waits for the end of a run, and returns its final state.
   *
   * @throws UnsupportedOperationException if the runner does not report the state of the run: when it only writes a template,
   *     and when the run was submitted through a cluster's user interface
   */
  public static PipelineResult.State await(PipelineResult result) {
    try {
      // The Direct runner reports why a run failed only through waitUntilFinish, and only if getState was never called before.
      result.waitUntilFinish(FIRST_WAIT);
    } catch (RuntimeException e) {
      throw reportsState(result) ? e : new UnsupportedOperationException("the runner does not report the state of a run", e);
    }
    return result.waitUntilFinish();
  }

  private static boolean reportsState(PipelineResult result) {
    try {
      result.getState();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
