package io.meterline.app.launch;

import io.meterline.pipeline.Rules;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a run waits before it reports a problem, or ends. No result depends on it.
 *
 * @param stall how long results may stall while readings wait for them, before that is reported; empty if results are only
 *     available at the end
 * @param unreachable how long a run continues without a broker or with a topic missing, before it ends; empty if that does not
 *     end it
 */
public record Timeouts(Optional<Duration> stall, Optional<Duration> unreachable) {
  /** Long enough for the restart of a broker. */
  public static final Duration DEFAULT_UNREACHABLE = Duration.ofMinutes(5);

  private static final int WINDOWS = 3;
  private static final Duration SHORTEST_STALL = Duration.ofSeconds(15);

  /** Timeouts of a run whose results are only available at the end. */
  public static Timeouts bounded(Duration unreachable) {
    return new Timeouts(Optional.empty(), Optional.of(unreachable));
  }

  /**
   * Timeouts of a live run: results may stall for several windows, and for as long as they wait anyway.
   *
   * @param times how long the run waits
   */
  public static Timeouts live(Rules rules, LiveTimes times) {
    var windows = Duration.ofMillis(rules.windows().millis()).multipliedBy(WINDOWS);
    var several = windows.compareTo(SHORTEST_STALL) < 0 ? SHORTEST_STALL : windows;
    return new Timeouts(Optional.of(several.plus(times.waitTime()).plus(times.slack())), Optional.of(times.unreachableTimeout()));
  }

  /** The same for a run that is not ended if Kafka is unavailable: only the monitoring process may be cut off. */
  public Timeouts withoutUnreachable() {
    return new Timeouts(stall, Optional.empty());
  }
}
