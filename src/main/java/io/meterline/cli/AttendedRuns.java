package io.meterline.cli;

import io.meterline.live.FlinkMetrics;
import io.meterline.live.Live;
import io.meterline.live.LiveCounts;
import io.meterline.live.RunWatch;
import io.meterline.live.Stop;
import io.meterline.replay.Replay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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

  /** Flink within the program tells what it counts; elsewhere that is for who looks after the cluster. */
  private int live(Live live, List<String> beamOptions, Stop stop) {
    if (!Runners.isFlink(beamOptions) || elsewhere(beamOptions).isPresent()) {
      return watched(live, beamOptions, stop, Optional::empty);
    }
    var base = Runners.given(beamOptions, "--flinkConfDir").or(() -> Optional.ofNullable(System.getenv("FLINK_CONF_DIR")));
    try (var metrics = FlinkMetrics.configured(base.map(Path::of))) {
      var options = new ArrayList<>(beamOptions);
      options.add("--flinkConfDir=" + metrics.folder());
      return watched(live, options, stop, metrics::counts);
    }
  }

  private int watched(Live live, List<String> beamOptions, Stop stop, Supplier<Optional<LiveCounts>> meanwhile) {
    var options = Runners.liveOptions(beamOptions);
    var progress = new LiveProgress(options.getRunner().getSimpleName(), meanwhile);
    var shown = new Progress(err, progress::text);
    var patience = elsewhere(beamOptions).isPresent() ? live.patience().withoutEnd() : live.patience();
    var watch = new RunWatch(live.cluster(), patience, shown::say, progress::counts);
    var counts = shown.during(() -> watch.during(() -> live.run(options, progress, stop), stop::request));
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
