package io.meterline.app.launch;

import io.meterline.app.process.ExitCode;
import io.meterline.model.MeterlineException;
import java.io.PrintWriter;
import java.util.List;

/**
 * Runs that are submitted to a cluster, from a process that may be the client, part of the cluster, or one that only creates a
 * template. It returns at once from a live run, and waits for a replay if the runner supports that.
 *
 * @param err where it is reported what was submitted
 */
public record SubmittedRuns(PrintWriter err) implements RunHandler {
  @Override
  public int replay(Replay replay, List<String> beamOptions) {
    if (replay.since().isPresent()) {
      throw new MeterlineException("--since is for 'meterline run', which waits for the run: leave it out to replay the whole log");
    }
    RunSummary.of(replay, Runners.options(Runners.detached(beamOptions)), err).print(err);
    return ExitCode.OK;
  }

  @Override
  public int live(Live live, List<String> beamOptions) {
    live.pipeline(Runners.liveOptions(Runners.detached(beamOptions))).run();
    err.println("submitted; the run continues until it is stopped on the cluster");
    return ExitCode.OK;
  }
}
