package io.meterline.cli;

import io.meterline.live.Live;
import io.meterline.live.Stop;
import io.meterline.replay.Replay;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/**
 * Runs that someone at a terminal waits for.
 *
 * @param out where summaries go
 * @param err where everything else goes
 */
record AttendedRuns(PrintWriter out, PrintWriter err) implements RunHandler {
  @Override
  public int replay(Replay replay, List<String> beamOptions) {
    RunSummary.of(replay, Runners.options(beamOptions), err).print(out);
    return ExitCode.OK;
  }

  @Override
  public int live(Live live, List<String> beamOptions) {
    return StopSignal.during(err, stop -> live(live, beamOptions, stop));
  }

  private int live(Live live, List<String> beamOptions, Stop stop) {
    var options = Runners.liveOptions(beamOptions);
    var progress = new LiveProgress(options.getRunner().getSimpleName());
    var counts = new Progress(err, progress::text).during(() -> live.run(options, progress, stop));
    var elsewhere = elsewhere(beamOptions);
    out.println(stop.isRequested() && elsewhere.isPresent() ? leaves(elsewhere.get()) : progress.summary(counts));
    out.flush();
    return ExitCode.OK;
  }

  /** The Flink cluster that a run is given to, if it is not in this process. */
  private static Optional<String> elsewhere(List<String> beamOptions) {
    return Runners.given(beamOptions, "--flinkMaster").filter(master -> !master.startsWith("["));
  }

  private static String leaves(String elsewhere) {
    return "the run goes on at " + elsewhere + ": stop it there, as with 'flink stop'";
  }
}
