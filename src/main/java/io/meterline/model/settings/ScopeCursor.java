package io.meterline.model.settings;

import java.util.Optional;

/** Walks along the steps of one scope, forward in time. */
final class ScopeCursor {
  /** Where there is no step any more: later than any time that a step can hold from. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int CATALOGUE = Setting.values().length;

  private final ScopeSteps steps;
  private final int[] passed;
  private final Step[] last = new Step[CATALOGUE];
  private long next = NEVER;

  /** Begins at a time, epoch milliseconds UTC. */
  ScopeCursor(ScopeSteps steps, long at) {
    this.steps = steps;
    this.passed = new int[steps.settings()];
    for (var i = 0; i < passed.length; i++) {
      moveTo(i, Bisection.countUntil(at, steps.ofSetting(i), Step::from));
    }
  }

  /** When the next step holds from, epoch milliseconds UTC, or {@link #NEVER}. */
  long next() {
    return next;
  }

  /**
   * Walks to a time, not before the one it stands at, epoch milliseconds UTC.
   *
   * @return the settings that had steps on the way, a bit each, by their place in the catalogue
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

  /** The value that the scope has of a setting where the cursor stands, empty if it has none. */
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
