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
import org.apache.beam.sdk.io.FileSystems;

/**
 * Runs in the foreground, which the command waits for.
 *
 * @param out where summaries go
 * @param err where everything else goes
 */
public record ForegroundRuns(PrintWriter out, PrintWriter err) implements RunHandler {
  @Override
  public int replay(Replay replay, List<String> beamOptions) {
    if (replay.since().isPresent()) {
      return bounded(replay, Runners.orElse(beamOptions, Runners.IN_MEMORY));
    }
    // Beam's options say how to reach a log in an object store.
    FileSystems.setDefaultPipelineOptions(Runners.options(beamOptions));
    var opened = replay.withOpenLog();
    var runner = ReplayRunner.of(beamOptions, opened.origin().open().readings());
    runner.notice().ifPresent(err::println);
    err.flush();
    return bounded(opened, runner.options());
  }

  private int bounded(Replay replay, List<String> beamOptions) {
    return EmbeddedFlink.during(
        beamOptions,
        options -> {
          RunSummary.of(replay, Runners.options(options), err).print(out);
          return ExitCode.OK;
        });
  }

  @Override
  public int live(Live live, List<String> beamOptions) {
    return StopSignal.during(err, stop -> EmbeddedFlink.during(beamOptions, options -> live(live, options, stop)));
  }

  /** Embedded Flink reports metrics during the run; for a cluster, its own monitoring does. */
  private int live(Live live, List<String> beamOptions, Stop stop) {
    if (!EmbeddedFlink.isUsed(beamOptions)) {
      return watched(live, beamOptions, stop, Optional::empty);
    }
    try (var metrics = FlinkMetrics.reportedBy(EmbeddedFlink.configuration(beamOptions).orElseThrow())) {
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
    var elsewhere = EmbeddedFlink.elsewhere(beamOptions);
    var timeouts = elsewhere.isPresent() ? live.timeouts().withoutUnreachable() : live.timeouts();
    var watch = new RunWatch(live.cluster(), live.analyses().views(), timeouts, shown::say, progress::counts);
    var counts = shown.during(() -> watch.during(() -> live.run(options, progress, stop), stop::request));
    out.println(stop.isRequested() && elsewhere.isPresent() ? leftRunning(elsewhere.get()) : progress.ofEnd(counts));
    out.flush();
    return ExitCode.OK;
  }

  private static String leftRunning(String elsewhere) {
    return "the run continues at " + elsewhere + ": stop it there, as with 'flink stop'";
  }
}
