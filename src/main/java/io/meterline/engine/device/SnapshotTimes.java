package io.meterline.engine.device;

import io.meterline.model.time.Windows;
import java.io.Serializable;
import java.time.Duration;

/**
 * When snapshots of devices are written: at the ends of periods of a fixed length, aligned to 1970-01-01T00:00:00Z.
 *
 * @param everyMillis the length of a period, a whole number of windows; 0 if none are written
 */
public record SnapshotTimes(long everyMillis) implements Serializable {
  /** No snapshots. */
  public static final SnapshotTimes NEVER = new SnapshotTimes(0);

  /** Periods of the given length, at least a millisecond. */
  public static SnapshotTimes every(Duration length) {
    return new SnapshotTimes(Windows.of(length).millis());
  }

  /** Whether no snapshots are written. */
  public boolean isNever() {
    return everyMillis == 0;
  }

  /** Whether a period is a whole number of windows. */
  public boolean areWhole(Windows windows) {
    return everyMillis % windows.millis() == 0;
  }

  /**
   * Checks that a period is a whole number of windows.
   *
   * @throws IllegalArgumentException if it is not
   */
  public void requireWhole(Windows windows) {
    if (!areWhole(windows)) {
      throw new IllegalArgumentException(
          "snapshots every %s are not at the ends of windows of %s"
              .formatted(Duration.ofMillis(everyMillis), Duration.ofMillis(windows.millis())));
    }
  }

  /** The length of a period in ISO-8601, in days if it is whole days, such as P28D. */
  @Override
  public String toString() {
    var length = Duration.ofMillis(everyMillis);
    return length.equals(Duration.ofDays(length.toDays())) ? "P" + length.toDays() + "D" : length.toString();
  }

  /** The periods, unless there are none. */
  public Windows periods() {
    return new Windows(everyMillis);
  }
}
