package io.meterline.cli;

import io.meterline.replay.Counts;
import io.meterline.replay.Replay;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What a run did, and how long it took.
 *
 * @param replay the run
 * @param counts what it counted
 * @param seconds how long it took from start to published views
 */
record RunSummary(Replay replay, Counts counts, double seconds) {
  /** Runs to the end, and tells on {@code progress} how far it is if it takes long. */
  static RunSummary of(Replay replay, PipelineOptions options, PrintWriter progress) {
    var start = System.nanoTime();
    var observer = new RunProgress(options.getRunner().getSimpleName());
    var counts = new Progress(progress, observer::text).during(() -> replay.run(options, observer));
    return new RunSummary(replay, counts, (System.nanoTime() - start) / 1e9);
  }

  void print(PrintWriter out) {
    var rejected = counts.rejected().values().stream().mapToLong(Long::longValue).sum();
    line(out, "readings", counts.readings());
    line(out, "changes", counts.changes());
    counts.rows().forEach((view, rows) -> line(out, view, rows));
    if (rejected > 0) {
      var reasons =
          counts.rejected().entrySet().stream()
              .map(entry -> entry.getKey() + " " + entry.getValue())
              .collect(Collectors.joining(", "));
      out.println("  of these: " + reasons);
    }
    out.printf(
        Locale.ROOT,
        "%.1f seconds, %,.0f readings per second; views in %s%n",
        seconds,
        counts.readings() / seconds,
        replay.views());
    out.flush();
  }

  private static void line(PrintWriter out, String name, long count) {
    out.printf(Locale.ROOT, "%-12s %,15d%n", name, count);
  }
}
