package io.meterline.app.cli;

import io.meterline.engine.device.SnapshotTimes;
import io.meterline.model.MeterlineException;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.pipeline.Rules;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that decide the views and which of their rows are written. */
final class RuleOptions {
  private static final Duration LONGEST = Duration.ofDays(36_525);
  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
  private static final Duration SHORTEST_PERIOD = Duration.ofHours(1);
  private static final Duration SHORTEST_DEFAULT_COMPARING = Duration.ofMinutes(1);

  @Option(names = "--from", paramLabel = "DATE", description = "Write only rows from this date on, inclusive (default: all). Rows are still computed from the whole log.")
  private Optional<LocalDate> from;

  @Option(names = "--to", paramLabel = "DATE", description = "Write only rows before this date (default: all).")
  private Optional<LocalDate> to;

  @Option(names = "--known", paramLabel = "now|then", description = "now: a change holds from its effective time: the truth as corrected. then: not before it was logged: what could be known at the time (default: now; a live run is always then).")
  private Optional<Known> known;

  @Option(names = "--lateness", paramLabel = "DURATION", description = "With --known=then, readings logged more than this after the end of their interval (of one longer than a day: a day after its start) are left out (default: P7D; with --kafka: P2D).")
  private Optional<Duration> lateness;

  @Option(names = "--window", paramLabel = "DURATION", description = "Length of the event-time windows in which readings are processed together. Affects speed, never the result (default: P91D; live, where each window publishes its results: PT1M).")
  private Optional<Duration> window;

  @Option(names = "--snapshot-every", paramLabel = "DURATION", description = "Also write snapshots of every device at the ends of periods of this length, a whole number of windows, such as P28D. A later run starts from them: see --since; a live run writes them into its --archive, and starts from them there if Kafka no longer has every event. Never changes the views (default: none).")
  private Optional<Duration> snapshotEvery;

  @Option(names = "--compare-every", paramLabel = "DURATION", description = "The devices of a date are compared at most this often: the ranks of all change with every reading of one. Never changes the final result (default: PT1M, or --window if that is longer).")
  private Optional<Duration> compareEvery;

  Optional<Known> known() {
    return known;
  }

  /** Whether only some of the rows are to be written. */
  boolean isRange() {
    return from.isPresent() || to.isPresent();
  }

  /**
   * The rules, with defaults for those not given.
   *
   * @throws MeterlineException if one of them is out of its bounds
   */
  Rules rules(Known defaultKnown, Duration defaultLateness, Duration defaultWindow) {
    var snapshots = snapshotEvery.map(every -> SnapshotTimes.every(within("--snapshot-every", every, SHORTEST_PERIOD)));
    var fitting = snapshots.isPresent() && !snapshots.get().areWhole(Windows.of(defaultWindow)) ? snapshotEvery : Optional.of(defaultWindow);
    var length = within("--window", window.or(() -> fitting).orElseThrow(), SHORTEST_WINDOW);
    var defaultComparing = length.compareTo(SHORTEST_DEFAULT_COMPARING) < 0 ? SHORTEST_DEFAULT_COMPARING : length;
    var rules = new Rules(
        known.orElse(defaultKnown),
        within("--lateness", lateness.orElse(defaultLateness), Duration.ZERO),
        Windows.of(length),
        Windows.of(within("--compare-every", compareEvery.orElse(defaultComparing), SHORTEST_WINDOW)));
    if (snapshots.isPresent() && !snapshots.get().areWhole(rules.windows())) {
      throw new MeterlineException(
          "--snapshot-every " + snapshotEvery.get() + " is not a whole number of windows: --window is " + length);
    }
    return snapshots.map(rules::withSnapshots).orElse(rules);
  }

  /**
   * The dates of the rows that are written.
   *
   * @throws MeterlineException if the dates are in the wrong order
   */
  DateRange dates() {
    var first = from.orElse(DateRange.ALL.from());
    var end = to.orElse(DateRange.ALL.to());
    if (first.isAfter(end)) {
      throw new MeterlineException("--from " + first + " is after --to " + end);
    }
    return new DateRange(first, end);
  }

  /** The value of an option, which must be from {@code least} to a hundred years, both inclusive. */
  static Duration within(String option, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
      throw new MeterlineException(option + " is " + value + ", must be " + least + " to " + LONGEST);
    }
    return value;
  }
}
