package io.meterline.app.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Detects that the results of a run stall: usable readings have arrived in a window, and for too long no window has been
 * analysed. Events that cannot be used do not count, as no results depend on them.
 */
final class StallDetector {
  private final Duration patience;
  private Instant readings = Instant.MIN;
  private Instant results = Instant.MIN;
  private Duration moved = Duration.ZERO;
  private boolean isWaiting;
  private boolean isReported;

  /**
   * A run whose results have just advanced.
   *
   * @param patience how long they may stall while readings wait for them
   */
  StallDetector(Duration patience) {
    this.patience = patience;
  }

  /**
   * Observes a run. Returns the line to report, if any: once when its results stall, and once when they advance again.
   *
   * @param now time since the run started, never less than before
   */
  Optional<String> observe(Duration now, Counts counts) {
    var before = results;
    results = later(results, counts.resultsUntil());
    readings = later(readings, counts.readingsUntil());
    var wasWaiting = isWaiting;
    isWaiting = readings.isAfter(results);
    if (results.isAfter(before) || !wasWaiting || !isWaiting) {
      moved = now;
      return recovered();
    }
    if (isReported || now.minus(moved).compareTo(patience) < 0) {
      return Optional.empty();
    }
    isReported = true;
    return Optional.of(stalled(now, counts));
  }

  private Optional<String> recovered() {
    if (!isReported) {
      return Optional.empty();
    }
    isReported = false;
    return Optional.of("results advance again, complete until " + results);
  }

  private String stalled(Duration now, Counts counts) {
    var until = results.equals(Instant.MIN) ? "there are no results yet" : "results have stalled at " + results;
    var behind =
        counts.behind()
            .map(partition -> "; %s is furthest behind, %d s".formatted(partition.partition(), partition.millis() / 1_000))
            .orElse("");
    return "%s: no window completed for %d s, and readings until %s are waiting%s"
        .formatted(until, now.minus(moved).toSeconds(), readings, behind);
  }

  private static Instant later(Instant one, Optional<Instant> other) {
    return other.filter(time -> time.isAfter(one)).orElse(one);
  }
}
