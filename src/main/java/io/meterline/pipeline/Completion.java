package io.meterline.pipeline;

import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;

/** The end of a run, as far as its runner tells. */
public final class Completion {
  private static final Duration MOMENT = Duration.millis(100);

  private Completion() {}

  /**
   * Waits for the end of a run, and says how it ended.
   *
   * @throws UnsupportedOperationException if the runner has only taken the run: where a template of it is written down, and
   *     where it was submitted through the interface of a cluster
   */
  public static PipelineResult.State await(PipelineResult result) {
    try {
      // The Direct runner tells why a run failed only to one who waits, and only if its state was never asked for before.
      result.waitUntilFinish(MOMENT);
    } catch (RuntimeException e) {
      throw tellsItsState(result) ? e : new UnsupportedOperationException("the runner does not tell how a run goes on", e);
    }
    return result.waitUntilFinish();
  }

  private static boolean tellsItsState(PipelineResult result) {
    try {
      result.getState();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
