package io.meterline.exact;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.time.Arrival;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.time.Times;
import io.meterline.model.time.Windows;
import io.meterline.oracle.Log;
import io.meterline.oracle.Oracle;
import io.meterline.oracle.RandomLogs;
import io.meterline.oracle.Views;
import io.meterline.pipeline.Rules;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A log and its arrival. The first components determine the views; the others must not affect them.
 *
 * @param log the events, with times that a broker can assign
 * @param lateness the allowed lateness of readings
 * @param patience how long results wait for delayed readings
 * @param window the length of a window
 * @param comparing the windows of comparing, see {@link Rules}
 * @param seed determines the bursts, their order and the watermark
 */
record LiveScenario(Log log, Duration lateness, Duration patience, Duration window, Duration comparing, long seed) {
  static Arbitrary<LiveScenario> all() {
    return of(RandomLogs.logs());
  }

  /** Arrivals of the given logs. */
  static Arbitrary<LiveScenario> of(Arbitrary<Log> logs) {
    return Combinators.combine(
            logs.map(LiveScenario::onABroker),
            RandomLogs.latenesses(),
            Arbitraries.of("PT0S", "PT1M", "PT30M", "PT24H").map(Duration::parse),
            Arbitraries.of("PT1M", "PT1S", "PT1H", "PT7H", "P1D", "P30D").map(Duration::parse),
            Arbitraries.of("PT1M", "PT1H", "P1D", "P30D").map(Duration::parse),
            Arbitraries.longs().between(0, 1_000))
        .as(LiveScenario::new);
  }

  /** Removes the events whose time a broker cannot have assigned. */
  private static Log onABroker(Log log) {
    Predicate<Position> has = position -> Times.isSupported(position.loggedAt().toEpochMilli());
    return new Log(
        log.readings().stream().filter(reading -> has.test(reading.position())).toList(),
        log.changes().stream().filter(change -> has.test(change.position())).toList());
  }

  Rules rules() {
    return new Rules(Known.THEN, lateness, Windows.of(window), Windows.of(comparing));
  }

  Arrivals arrivals(long anotherSeed) {
    return arrivals(log.readings(), log.changes(), anotherSeed);
  }

  Arrivals arrivals(List<LoggedReading> readings, List<LoggedChange> changes, long anotherSeed) {
    return new Arrivals(readings, changes, patience, seed + anotherSeed);
  }

  Arrival arrival(long watermark) {
    return Arrival.asLogged(patience, watermark);
  }

  /** Fails with the differences if the views are not the oracle's. */
  void check(Views actual) {
    var expected = Oracle.compute(log.readings(), log.changes(), new Oracle.Run(Known.THEN, lateness, DateRange.ALL));
    var diff = expected.diff(actual);
    if (!diff.isEmpty()) {
      throw new AssertionError("- only the oracle's, + only the pipeline's\n" + diff);
    }
  }

  @Override
  public String toString() {
    return "lateness=%s wait=%s window=%s comparing=%s seed=%d%n%s"
        .formatted(lateness, patience, window, comparing, seed, log.asCsv());
  }
}
