package io.meterline.app.launch;

import java.time.Duration;
import java.util.Optional;

/** Notices when a run has nowhere to go: no broker answers, or a topic is not there. */
final class Outage {
  /** A broker that is started anew is not worth a word. */
  private static final Duration UNSAID = Duration.ofSeconds(10);

  private final Optional<Duration> patience;
  private Optional<Duration> since = Optional.empty();
  private Optional<String> said = Optional.empty();

  /**
   * None so far.
   *
   * @param patience how long one may last; empty if for ever
   */
  Outage(Optional<Duration> patience) {
    this.patience = patience;
  }

  /**
   * Takes how Kafka is now, and gives the line to say of it, if there is one: once for each trouble, once when all is well again.
   *
   * @param now how long the run has been going on, never less than before
   * @param trouble what is wrong, if anything is
   */
  Optional<String> look(Duration now, Optional<String> trouble) {
    if (trouble.isEmpty()) {
      var line = said.map(any -> "Kafka is there again after " + lasted(now).toSeconds() + " s: the run goes on");
      since = Optional.empty();
      said = Optional.empty();
      return line;
    }
    since = since.or(() -> Optional.of(now));
    if (said.equals(trouble) || lasted(now).compareTo(UNSAID) < 0) {
      return Optional.empty();
    }
    said = trouble;
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
