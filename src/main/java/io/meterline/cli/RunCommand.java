package io.meterline.cli;

import io.meterline.MeterlineException;
import io.meterline.pipeline.Rules;
import io.meterline.replay.Replay;
import io.meterline.time.DateWindow;
import io.meterline.time.Epochs;
import io.meterline.time.Known;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Replays an archive into views. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Replays a log into views: usage, alerts, cohorts, comparisons, rejected.",
      "",
      "The views are Parquet files, replaced as a whole when the run has succeeded; until then, and if it fails, they are"
          + " as they were. Other options, such as --runner or --parallelism, go to Beam and its runner."
    },
    footer = {
      "",
      "Examples:",
      "  meterline run --archive log --views views",
      "  meterline run --archive log --views views-then --known=then --lateness=P2D",
      "  meterline run --archive log --views views --runner=FlinkRunner --parallelism=2"
    })
final class RunCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofDays(36_525);

  @Spec private CommandSpec spec;

  @Option(names = "--archive", required = true, paramLabel = "FOLDER", description = "The log: a folder with readings/ and settings/.")
  private Path archive;

  @Option(names = "--views", required = true, paramLabel = "FOLDER", description = "Where the views go.")
  private Path views;

  @Option(names = "--from", paramLabel = "DATE", description = "Write rows from this date on (default: from the first). Rows are computed from the whole log all the same.")
  private Optional<LocalDate> from;

  @Option(names = "--to", paramLabel = "DATE", description = "Write rows before this date (default: to the last).")
  private Optional<LocalDate> to;

  @Option(names = "--known", defaultValue = "now", paramLabel = "now|then", description = "now: a change holds from when it is effective, the truth as corrected. then: not before it was logged, what could be known at the time (default: ${DEFAULT-VALUE}).")
  private Known known;

  @Option(names = "--lateness", defaultValue = "P7D", paramLabel = "DURATION", description = "With --known=then, readings logged more than this after the end of their interval are left out (default: ${DEFAULT-VALUE}).")
  private Duration lateness;

  @Option(names = "--epoch", defaultValue = "P7D", paramLabel = "DURATION", description = "How far readings travel together. Changes the speed, never the result (default: ${DEFAULT-VALUE}).")
  private Duration epoch;

  @Unmatched private List<String> beamOptions = new ArrayList<>();

  @Override
  public Integer call() {
    var options = Runners.options(beamOptions);
    var replay = new Replay(archive, views, rules(), window());
    var summary = RunSummary.of(replay, options, spec.commandLine().getErr());
    summary.print(spec.commandLine().getOut());
    return ExitCode.OK;
  }

  private Rules rules() {
    if (lateness.isNegative() || lateness.compareTo(LONGEST) > 0) {
      throw new MeterlineException("--lateness is " + lateness + ", must be PT0S to " + LONGEST);
    }
    if (epoch.compareTo(Duration.ofSeconds(1)) < 0 || epoch.compareTo(LONGEST) > 0) {
      throw new MeterlineException("--epoch is " + epoch + ", must be PT1S to " + LONGEST);
    }
    return new Rules(known, lateness, Epochs.of(epoch));
  }

  private DateWindow window() {
    var first = from.orElse(DateWindow.ALL.from());
    var end = to.orElse(DateWindow.ALL.to());
    if (first.isAfter(end)) {
      throw new MeterlineException("--from " + first + " is after --to " + end);
    }
    return new DateWindow(first, end);
  }
}
