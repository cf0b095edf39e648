package io.meterline.app.launch;

import java.time.Duration;
import java.util.Optional;

/** Detects that Kafka is unavailable to a run: no broker answers, or a topic is missing or cannot be read or written. */
final class Outage {
  /** Long enough that the restart of a broker is not reported. */
  private static final Duration UNREPORTED = Duration.ofSeconds(10);

  private final Optional<Duration> patience;
  private Optional<Duration> since = Optional.empty();
  private Optional<String> reported = Optional.empty();

  /**
   * No outage so far.
   *
   * @param patience how long one may last; empty if for ever
   */
  Outage(Optional<Duration> patience) {
    this.patience = patience;
  }

  /**
   * Observes the current state of Kafka. Returns the line to report, if any: once for each problem, and once on recovery.
   *
   * @param now time since the run started, never less than before
   * @param trouble what is wrong with Kafka, if anything is
   */
  Optional<String> observe(Duration now, Optional<String> trouble) {
    if (trouble.isEmpty()) {
      var line = reported.map(any -> "Kafka is available again after " + lasted(now).toSeconds() + " s: the run continues");
      since = Optional.empty();
      reported = Optional.empty();
      return line;
    }
    since = since.or(() -> Optional.of(now));
    if (reported.equals(trouble) || lasted(now).compareTo(UNREPORTED) < 0) {
      return Optional.empty();
    }
    reported = trouble;
    var atMost = patience.map(longest -> ", for at most " + longest + " (--unreachable-timeout)").orElse("");
    return trouble.map(what -> what + "; the run waits" + atMost);
  }

  /** Whether it has lasted too long. */
  boolean isOver(Duration now) {
    return since.isPresent() && patience.filter(longest -> lasted(now).compareTo(longest) >= 0).isPresent();
  }

  private Duration lasted(Duration now) {
    return now.minus(since.orElse(now));
  }
}
