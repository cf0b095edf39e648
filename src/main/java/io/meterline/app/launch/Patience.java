package io.meterline.app.launch;

import io.meterline.pipeline.Rules;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a run waits before it says that something is wrong, or ends. It decides no result.
 *
 * @param results how long results may stand still while readings wait for them, before a run says so; empty where results come at
 *     the end only
 * @param brokers how long a run goes on without a broker or with a topic missing, before it ends; empty where it does not end for that
 */
public record Patience(Optional<Duration> results, Optional<Duration> brokers) {
  /** A broker that is started anew is back by then. */
  public static final Duration USUAL_BROKERS = Duration.ofMinutes(5);

  private static final int WINDOWS = 3;
  private static final Duration LEAST_RESULTS = Duration.ofSeconds(15);

  /** The patience of a run whose results come at the end. */
  public static Patience bounded(Duration brokers) {
    return new Patience(Optional.empty(), Optional.of(brokers));
  }

  /**
   * The patience of a live run: several windows, and what results wait for anyway.
   *
   * @param times how long the run waits
   */
  public static Patience live(Rules rules, LiveTimes times) {
    var windows = Duration.ofMillis(rules.windows().millis()).multipliedBy(WINDOWS);
    var several = windows.compareTo(LEAST_RESULTS) < 0 ? LEAST_RESULTS : windows;
    return new Patience(Optional.of(several.plus(times.waitTime()).plus(times.slack())), Optional.of(times.unreachableTimeout()));
  }

  /** The same where a run is not ended for want of Kafka: who looks at it may be cut off alone. */
  public Patience withoutEnd() {
    return new Patience(results, Optional.empty());
  }
}
