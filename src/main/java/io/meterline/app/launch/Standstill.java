package io.meterline.app.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices when the results of a run stand still: readings that can be used have arrived in a window, and for long no window has
 * been analysed. Events that cannot be used ask for no results.
 */
final class Standstill {
  private final Duration patience;
  private Instant readings = Instant.MIN;
  private Instant results = Instant.MIN;
  private Duration moved = Duration.ZERO;
  private boolean waits;
  private boolean isSaid;

  /**
   * A run whose results have just moved.
   *
   * @param patience how long they may stand still while readings wait for them
   */
  Standstill(Duration patience) {
    this.patience = patience;
  }

  /**
   * Looks at a run, and gives the line to say of it, if there is one: once when its results stand still, once when they go on.
   *
   * @param now how long the run has been going on, never less than before
   */
  Optional<String> look(Duration now, Counts counts) {
    var before = results;
    results = later(results, counts.resultsUntil());
    readings = later(readings, counts.readingsUntil());
    var waited = waits;
    waits = readings.isAfter(results);
    if (results.isAfter(before) || !waited || !waits) {
      moved = now;
      return goesOn();
    }
    if (isSaid || now.minus(moved).compareTo(patience) < 0) {
      return Optional.empty();
    }
    isSaid = true;
    return Optional.of(standsStill(now, counts));
  }

  private Optional<String> goesOn() {
    if (!isSaid) {
      return Optional.empty();
    }
    isSaid = false;
    return Optional.of("results go on, complete until " + results);
  }

  private String standsStill(Duration now, Counts counts) {
    var until = results.equals(Instant.MIN) ? "there are no results yet" : "results stand still at " + results;
    var behind =
        counts.behind()
            .map(partition -> "; %s is furthest behind, %d s".formatted(partition.partition(), partition.millis() / 1_000))
            .orElse("");
    return "%s: nothing was completed for %d s, and readings until %s wait%s"
        .formatted(until, now.minus(moved).toSeconds(), readings, behind);
  }

  private static Instant later(Instant one, Optional<Instant> other) {
    return other.filter(time -> time.isAfter(one)).orElse(one);
  }
}
