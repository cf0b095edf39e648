package io.meterline.app.launch;

import io.meterline.app.flink.FlinkMetrics;
import io.meterline.app.process.ExitCode;
import io.meterline.app.process.Stop;
import io.meterline.app.process.StopSignal;
import io.meterline.app.terminal.Progress;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs that someone at a terminal waits for.
 *
 * @param out where summaries go
 * @param err where everything else goes
 */
public record AttendedRuns(PrintWriter out, PrintWriter err) implements RunHandler {
  @Override
  public int replay(Replay replay, List<String> beamOptions) {
    return OwnFlink.during(
        beamOptions,
        options -> {
          RunSummary.of(replay, Runners.options(options), err).print(out);
          return ExitCode.OK;
        });
  }

  @Override
  public int live(Live live, List<String> beamOptions) {
    return StopSignal.during(err, stop -> OwnFlink.during(beamOptions, options -> live(live, options, stop)));
  }

  /** Flink within the program tells what it counts; elsewhere that is for who looks after the cluster. */
  private int live(Live live, List<String> beamOptions, Stop stop) {
    if (!OwnFlink.isUsed(beamOptions)) {
      return watched(live, beamOptions, stop, Optional::empty);
    }
    try (var metrics = FlinkMetrics.reportedBy(OwnFlink.configuration(beamOptions).orElseThrow())) {
      return watched(live, beamOptions, stop, () -> counts(metrics.values()));
    }
  }

  private static Optional<Counts> counts(Map<String, Long> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(new Counts(values));
  }

  private int watched(Live live, List<String> beamOptions, Stop stop, Supplier<Optional<Counts>> meanwhile) {
    var options = Runners.liveOptions(beamOptions);
    var progress = new RunProgress(options.getRunner().getSimpleName(), meanwhile);
    var shown = new Progress(err, progress::ofLive);
    var patience = OwnFlink.elsewhere(beamOptions).isPresent() ? live.patience().withoutEnd() : live.patience();
    var watch = new RunWatch(live.cluster(), live.analyses().views(), patience, shown::say, progress::counts);
    var counts = shown.during(() -> watch.during(() -> live.run(options, progress, stop), stop::request));
    var elsewhere = OwnFlink.elsewhere(beamOptions);
    out.println(stop.isRequested() && elsewhere.isPresent() ? leaves(elsewhere.get()) : progress.ofEnd(counts));
    out.flush();
    return ExitCode.OK;
  }

  private static String leaves(String elsewhere) {
    return "the run goes on at " + elsewhere + ": stop it there, as with 'flink stop'";
  }
}
