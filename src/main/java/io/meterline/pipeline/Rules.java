package io.meterline.pipeline;

import io.meterline.engine.analysis.ComparedDate;
import io.meterline.engine.device.SnapshotTimes;
import io.meterline.model.log.ReadingRules;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.time.ArrivalRules;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import java.io.Serializable;
import java.time.Duration;

/**
 * What determines the views besides the log ({@code known} and {@code lateness}), and how events are batched ({@code windows} and
 * {@code comparing}), which does not affect the views.
 *
 * @param known what the run may know
 * @param lateness the allowed lateness under {@code known=then}: how long after the end of its interval a reading may be logged,
 *     inclusive
 * @param windows the windows in which readings travel together
 * @param comparing the windows in which changes of the devices of a date are compared together
 * @param snapshots when snapshots of devices are written, which does not affect the views either
 */
public record Rules(Known known, Duration lateness, Windows windows, Windows comparing, SnapshotTimes snapshots)
    implements Serializable {
  /**
   * Rules of a run.
   *
   * @throws IllegalArgumentException if a period of snapshots is not a whole number of windows
   */
  public Rules {
    snapshots.requireWhole(windows);
  }

  /** Rules that compare devices whenever a window is complete, and write no snapshots. */
  public Rules(Known known, Duration lateness, Windows windows) {
    this(known, lateness, windows, windows);
  }

  /** Rules that write no snapshots. */
  public Rules(Known known, Duration lateness, Windows windows, Windows comparing) {
    this(known, lateness, windows, comparing, SnapshotTimes.NEVER);
  }

  /** These rules, with snapshots; if their periods are not whole numbers of windows, with windows of their length. */
  public Rules withSnapshots(SnapshotTimes times) {
    return new Rules(known, lateness, times.areWhole(windows) ? windows : times.periods(), comparing, times);
  }

  /** How often dates are compared, and how long their state is kept. */
  public ComparedDate.Pace pace() {
    return new ComparedDate.Pace(comparing, arrivals());
  }

  /**
   * When every row that depends on readings that start before a time has been written, comparisons of devices among them.
   *
   * @param time the end of a window; both in epoch milliseconds UTC
   */
  public long finalBefore(long time) {
    return pace().dueAt(arrivals().lastEndFor(time - 1) - 1);
  }

  /** Which readings are used. */
  public ReadingRules readings() {
    return new ReadingRules(known, lateness);
  }

  /** How readings arrive. */
  public ArrivalRules arrivals() {
    return new ArrivalRules(windows, readings().history());
  }

  /** Which changes are used, and when they take effect. */
  public ChangeRules changes() {
    return new ChangeRules(known);
  }
}
