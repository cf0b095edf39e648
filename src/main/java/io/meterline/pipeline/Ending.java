package io.meterline.pipeline;

import org.apache.beam.sdk.PipelineResult;

/** The end of a run, as far as its runner tells. */
public final class Ending {
  private Ending() {}

  /**
   * Waits for the end of a run, and says how it ended.
   *
   * @throws UnsupportedOperationException if the runner has only taken the run: where a template of it is written down, and
   *     where it was submitted through the interface of a cluster
   */
  public static PipelineResult.State await(PipelineResult result) {
    try {
      result.getState();
    } catch (RuntimeException e) {
      throw new UnsupportedOperationException("the runner does not tell how a run goes on", e);
    }
    return result.waitUntilFinish();
  }
}
