package io.meterline.exact;

import io.meterline.engine.device.SnapshotTimes;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.oracle.GrowingLog;
import io.meterline.oracle.Oracle;
import io.meterline.oracle.RandomGrowth;
import io.meterline.oracle.Views;
import io.meterline.pipeline.Rules;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A log that grows, and the options of the runs: the first over the log at first, then one after each batch. The log, {@code known},
 * {@code lateness} and {@code dates} determine the views; the others must not affect them.
 *
 * @param log the events
 * @param known what the runs may know
 * @param lateness the allowed lateness of readings under {@code known=then}
 * @param dates the dates whose rows are written
 * @param window the length of a window
 * @param period the number of windows from one snapshot of a device to the next
 * @param order a seed for the order in which events are stored and read
 * @param files the number of files of the readings of a batch
 */
record RangeScenario(
    GrowingLog log, Known known, Duration lateness, DateRange dates, Duration window, int period, long order, int files) {
  /** Runs over the given logs. */
  static Arbitrary<RangeScenario> of(Arbitrary<GrowingLog> logs) {
    return Combinators.combine(
            logs,
            Arbitraries.of(Known.values()),
            RandomGrowth.latenesses(),
            Scenario.ranges(),
            Scenario.windows(),
            Arbitraries.of(1, 2, 3, 7),
            Arbitraries.longs().between(0, 1_000),
            Arbitraries.integers().between(1, 3))
        .as(RangeScenario::new);
  }

  /**
   * The rules of a run. Every other one has windows as long as a period, because windows may be others than those of the version
   * that a run starts from.
   *
   * @param run its number, from 0
   */
  Rules rules(int run) {
    var every = window.multipliedBy(period);
    return new Rules(known, lateness, Windows.of(run % 2 == 0 ? window : every)).withSnapshots(SnapshotTimes.every(every));
  }

  /** The number of runs. */
  int runs() {
    return log.batches().size() + 1;
  }

  /** The log of a run, as a full replay of it. */
  Scenario full(int run) {
    return new Scenario(log.after(run), known, lateness, dates, window, order, files);
  }

  Views expected(int run) {
    var all = log.after(run);
    return Oracle.compute(all.readings(), all.changes(), new Oracle.Run(known, lateness, dates));
  }

  /** Fails with the differences if the views are not the oracle's of the log of a run. */
  void check(int run, Views actual) {
    var diff = expected(run).diff(actual);
    if (!diff.isEmpty()) {
      throw new AssertionError("run " + run + ": - only the oracle's, + only the pipeline's\n" + diff);
    }
  }

  @Override
  public String toString() {
    return "known=%s lateness=%s dates=%s window=%s period=%d order=%d files=%d%n%s"
        .formatted(known, lateness, dates, window, period, order, files, log);
  }
}
