package io.meterline.app.launch;

import io.meterline.app.launch.Replay.Outcome;
import io.meterline.app.terminal.Progress;
import io.meterline.connect.versions.Target;
import io.meterline.model.log.Reason;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    var observer = new RunProgress(options.getRunner().getSimpleName());
    var outcome = new Progress(progress, observer::ofReplay).during(() -> replay.run(options, observer));
    return new RunSummary(replay, outcome, (System.nanoTime() - start) / 1e9);
  }

  /** What the run counted; empty if it was not waited for, or had nothing to do. */
  public Optional<Counts> counts() {
    return outcome.match(Optional::of, Optional::empty, Optional::empty);
  }

  void print(PrintWriter out) {
    var version = "version " + outcome.version() + " of " + replay.target().views();
    out.println(
        outcome.match(
            this::written,
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
    if (replay.target().whenComplete() == Target.WhenComplete.HOLD) {
      lines.add("not published; to publish it: meterline views switch " + views + " " + outcome.version());
    }
    if (counts.hasMostlyRejectedChanges()) {
      lines.add(mostlyRejected(counts));
    }
    return String.join(System.lineSeparator(), lines);
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
