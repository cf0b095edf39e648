package io.meterline.app.launch;

import io.meterline.app.launch.Replay.Outcome;
import io.meterline.app.terminal.Progress;
import io.meterline.connect.versions.Target;
import io.meterline.model.log.Reason;
import io.meterline.pipeline.Counters.Difference;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What a run did, and how long it took.
 *
 * @param replay the run
 * @param outcome its outcome
 * @param seconds how long it took, from the start until the version was complete and, unless held, published
 */
public record RunSummary(Replay replay, Outcome outcome, double seconds) {
  /** Runs the replay, to its end if the runner waits for that, and shows progress on {@code progress} if it takes long. */
  public static RunSummary of(Replay replay, PipelineOptions options, PrintWriter progress) {
    var start = System.nanoTime();
    Consumer<String> say =
        line -> {
          progress.println(line);
          progress.flush();
        };
    var observer = new RunProgress(options.getRunner().getSimpleName(), Optional::empty, say);
    var outcome = new Progress(progress, observer::ofReplay).during(() -> replay.run(options, observer));
    return new RunSummary(replay, outcome, (System.nanoTime() - start) / 1e9);
  }

  /** What the run counted; empty if it was not waited for, or had nothing to do. */
  public Optional<Counts> counts() {
    return outcome.match(written -> Optional.of(written.counts()), Optional::empty, Optional::empty);
  }

  /** Prints it. */
  public void print(PrintWriter out) {
    var version = "version " + outcome.version() + " of " + replay.target().views();
    out.println(
        outcome.match(
            written -> written.range().map(range -> amended(written.counts(), range)).orElseGet(() -> written(written.counts())),
            () -> version + " is complete already, from the same log with the same options: nothing was done",
            () -> "the run continues elsewhere, and completes " + version));
    out.flush();
  }

  private String written(Counts counts) {
    var lines = new ArrayList<>(List.of(line("readings", counts.readings()), line("changes", counts.changes())));
    replay.analyses().views().forEach(view -> lines.add(line(view.name(), counts.rows(view))));
    if (counts.rejected() > 0) {
      lines.add("  of these: " + reasons(counts::rejected));
    }
    if (counts.overflows() > 0) {
      lines.add(String.format(Locale.ROOT, "rows without a sum because it does not fit in 64 bits: %,d", counts.overflows()));
    }
    var views = replay.target().views();
    lines.add(
        String.format(
            Locale.ROOT,
            "%.1f seconds, %,.0f readings per second; views in %s, version %s",
            seconds,
            counts.readings() / seconds,
            views,
            outcome.version()));
    warn(counts, lines);
    return String.join(System.lineSeparator(), lines);
  }

  /** The rows of a range replay that differ, and what it read and shared. */
  private String amended(Counts counts, RangeSize range) {
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "range replay since version %s: %,d of %,d devices, %,d%s readings read",
            range.base(),
            range.devices(),
            range.ofDevices(),
            counts.readings(),
            range.ofReadings().stream().mapToObj(all -> String.format(Locale.ROOT, " of %,d", all)).findFirst().orElse("")));
    for (var view : replay.analyses().views()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-12s %,d added, %,d changed, %,d deleted",
              view.name(),
              counts.amended(Difference.ADDED, view),
              counts.amended(Difference.CHANGED, view),
              counts.amended(Difference.DELETED, view)));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%.1f seconds; %,d of %,d files shared with version %s; views in %s, version %s",
            seconds,
            range.files(),
            range.ofFiles(),
            range.base(),
            replay.target().views(),
            outcome.version()));
    warn(counts, lines);
    return String.join(System.lineSeparator(), lines);
  }

  private void warn(Counts counts, List<String> lines) {
    var views = replay.target().views();
    if (replay.target().whenComplete() == Target.WhenComplete.HOLD) {
      lines.add("not published; to publish it: meterline views switch " + views + " " + outcome.version());
    }
    if (counts.hasMostlyRejectedChanges()) {
      lines.add(mostlyRejected(counts));
    }
  }

  /**
   * The warning of a run whose settings changes were mostly rejected, such as {@code warning: 15 of 17 settings changes were rejected:
   * UNKNOWN_SETTING 5, BAD_VALUE 10; see the view 'rejected'}.
   */
  private static String mostlyRejected(Counts counts) {
    return String.format(
        Locale.ROOT,
        "warning: %,d of %,d settings changes were rejected: %s; see the view 'rejected'",
        counts.rejectedChanges(),
        counts.changes(),
        reasons(counts::rejectedChanges));
  }

  private static String reasons(ToLongFunction<Reason> count) {
    return Stream.of(Reason.values())
        .filter(reason -> count.applyAsLong(reason) > 0)
        .map(reason -> reason + " " + count.applyAsLong(reason))
        .collect(Collectors.joining(", "));
  }

  private static String line(String name, long count) {
    return String.format(Locale.ROOT, "%-12s %,15d", name, count);
  }
}
