package io.meterline.model.settings;

import java.util.Optional;

/** A forward cursor over the steps of one scope. */
final class ScopeCursor {
  /** There is no further step: later than any time that a step can have. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int CATALOGUE = Setting.values().length;

  private final ScopeSteps steps;
  private final int[] passed;
  private final Step[] last = new Step[CATALOGUE];
  private long next = NEVER;

  /** A cursor, positioned at a time, epoch milliseconds UTC. */
  ScopeCursor(ScopeSteps steps, long at) {
    this.steps = steps;
    this.passed = new int[steps.settings()];
    for (var i = 0; i < passed.length; i++) {
      moveTo(i, Bisection.countUntil(at, steps.ofSetting(i), Step::from));
    }
  }

  /** The time of the next step, epoch milliseconds UTC, or {@link #NEVER}. */
  long next() {
    return next;
  }

  /**
   * Advances to a time, not before the current one, epoch milliseconds UTC.
   *
   * @return a bit set, by ordinal, of the settings that have steps between the two times
   */
  int advanceTo(long at) {
    if (next > at) {
      return 0;
    }
    next = NEVER;
    var changed = 0;
    for (var i = 0; i < passed.length; i++) {
      var ofSetting = steps.ofSetting(i);
      var count = passed[i];
      while (count < ofSetting.size() && ofSetting.get(count).from() <= at) {
        count++;
      }
      if (count > passed[i]) {
        changed |= 1 << ofSetting.get(0).setting().ordinal();
      }
      moveTo(i, count);
    }
    return changed;
  }

  /** The value of a setting at the current time, empty if the scope has none. */
  Optional<Value> value(Setting setting) {
    var step = last[setting.ordinal()];
    return step == null ? Optional.empty() : step.value();
  }

  private void moveTo(int i, int count) {
    var ofSetting = steps.ofSetting(i);
    passed[i] = count;
    if (count > 0) {
      var step = ofSetting.get(count - 1);
      last[step.setting().ordinal()] = step;
    }
    if (count < ofSetting.size()) {
      next = Math.min(next, ofSetting.get(count).from());
    }
  }
}
