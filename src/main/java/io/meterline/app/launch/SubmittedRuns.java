package io.meterline.app.launch;

import io.meterline.app.process.ExitCode;
import java.io.PrintWriter;
import java.util.List;

/**
 * Runs that are given to a cluster, in a process that may be the client, the cluster's own, or one that only writes down what
 * is to be run. A live run is left to the cluster at once; a replay is waited for, where it can be.
 *
 * @param err where it is told what was submitted
 */
public record SubmittedRuns(PrintWriter err) implements RunHandler {
  @Override
  public int replay(Replay replay, List<String> beamOptions) {
    RunSummary.of(replay, Runners.options(Runners.detached(beamOptions)), err).print(err);
    return ExitCode.OK;
  }

  @Override
  public int live(Live live, List<String> beamOptions) {
    live.pipeline(Runners.liveOptions(Runners.detached(beamOptions))).run();
    err.println("submitted; the run goes on until it is stopped where it runs");
    return ExitCode.OK;
  }
}
