package io.meterline.exact;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.oracle.Log;
import io.meterline.oracle.Oracle;
import io.meterline.oracle.RandomLogs;
import io.meterline.oracle.Views;
import io.meterline.pipeline.Rules;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * A log and the options of a run. The first components determine the views; the others must not affect them.
 *
 * @param log the events
 * @param known what the run may know
 * @param lateness the allowed lateness of readings under {@code known=then}
 * @param dates the dates whose rows are written
 * @param window the length of a window
 * @param order a seed for the order in which events are stored and read
 * @param files the number of files of readings
 */
record Scenario(Log log, Known known, Duration lateness, DateRange dates, Duration window, long order, int files) {
  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofDays(7),
          Duration.ofHours(1),
          Duration.ofHours(7),
          Duration.ofDays(1),
          Duration.ofDays(30),
          Duration.ofDays(365));

  static Arbitrary<Scenario> all() {
    return Combinators.combine(
            RandomLogs.logs(),
            Arbitraries.of(Known.values()),
            RandomLogs.latenesses(),
            ranges(),
            windows(),
            Arbitraries.longs().between(0, 1_000),
            Arbitraries.integers().between(1, 4))
        .as(Scenario::new);
  }

  static Arbitrary<Duration> windows() {
    return Arbitraries.of(WINDOWS);
  }

  static Arbitrary<DateRange> ranges() {
    var from = LocalDate.parse("2013-04-05");
    var some = Arbitraries.integers().between(0, 400).map(days -> new DateRange(from, from.plusDays(days)));
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.just(DateRange.ALL)), Tuple.of(1, some));
  }

  Rules rules() {
    return new Rules(known, lateness, Windows.of(window));
  }

  List<LoggedReading> readings() {
    return shuffled(log.readings());
  }

  List<LoggedChange> changes() {
    return shuffled(log.changes());
  }

  private <T> List<T> shuffled(List<T> events) {
    var shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(order));
    return shuffled;
  }

  Views expected() {
    return Oracle.compute(log.readings(), log.changes(), new Oracle.Run(known, lateness, dates));
  }

  /** Fails with the differences if the views are not the oracle's. */
  void check(Views actual) {
    var diff = expected().diff(actual);
    if (!diff.isEmpty()) {
      throw new AssertionError("- only the oracle's, + only the pipeline's\n" + diff);
    }
  }

  @Override
  public String toString() {
    return "known=%s lateness=%s dates=%s window=%s order=%d files=%d%n%s"
        .formatted(known, lateness, dates, window, order, files, log.asCsv());
  }
}
