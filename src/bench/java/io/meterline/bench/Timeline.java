package io.meterline.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The values of one setting at one scope, by the time they hold from. */
final class Timeline {
  /** What holds where nothing was ever set. */
  static final long NOTHING = Long.MIN_VALUE;

  /** A timeline without a value. */
  static final Timeline EMPTY = new Timeline(List.of());

  private final long[] from;
  private final long[] values;

  /** A value from a time on, in epoch milliseconds. */
  record Step(long from, long value, long offset) {}

  Timeline(List<Step> steps) {
    var sorted = new ArrayList<>(steps);
    sorted.sort(Comparator.comparingLong(Step::from).thenComparingLong(Step::offset));
    from = sorted.stream().mapToLong(Step::from).toArray();
    values = sorted.stream().mapToLong(Step::value).toArray();
  }

  /** A way along it, for times that never fall. */
  Walk walk() {
    return new Walk();
  }

  /** Where one is on a timeline. */
  final class Walk {
    private int begun;

    /** The value in force at a time, not before the one asked for last. */
    long value(long at) {
      while (begun < from.length && from[begun] <= at) {
        begun++;
      }
      return begun == 0 ? NOTHING : values[begun - 1];
    }

    /** Until when that holds, exclusive. */
    long until() {
      return begun == from.length ? Long.MAX_VALUE : from[begun];
    }
  }
}
