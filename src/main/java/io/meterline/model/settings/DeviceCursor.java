package io.meterline.model.settings;

import java.util.Optional;

/** Walks along the steps of all scopes that concern one device, forward in time, from scope to scope as it is a member. */
final class DeviceCursor {
  private static final Setting[] CATALOGUE = Setting.values();
  private static final int EVERY_SETTING = (1 << CATALOGUE.length) - 1;

  private final SharedTimeline shared;
  private final ScopeCursor own;
  private final ScopeCursor everyone;
  private Membership plan;
  private Membership cohort;

  /** A plan or cohort that the device is in, if any, and the cursor along its steps. */
  private record Membership(Optional<Value> name, ScopeCursor cursor) {}

  /**
   * Begins at a time.
   *
   * @param own the device's own steps
   * @param at epoch milliseconds UTC
   */
  DeviceCursor(SharedTimeline shared, Timeline own, long at) {
    this.shared = shared;
    this.own = new ScopeCursor(ScopeSteps.of(own), at);
    this.everyone = new ScopeCursor(shared.of(Scope.EVERYONE), at);
    this.plan = membership(Setting.PLAN, at);
    this.cohort = membership(Setting.COHORT, at);
  }

  /** When the next step of any of the scopes holds from, epoch milliseconds UTC, or {@link ScopeCursor#NEVER}. */
  long next() {
    return Math.min(Math.min(own.next(), plan.cursor.next()), Math.min(cohort.cursor.next(), everyone.next()));
  }

  /** What is in force where the cursor stands. */
  Settings inForce() {
    return inForce(EVERY_SETTING, Settings.DEFAULTS);
  }

  /**
   * Walks to a time, not before the one it stands at, epoch milliseconds UTC.
   *
   * @param before what was in force where it stood
   * @return what is in force there: {@code before} itself if that is the same
   */
  Settings advanceTo(long at, Settings before) {
    var changed = own.advanceTo(at) | plan.cursor.advanceTo(at) | cohort.cursor.advanceTo(at) | everyone.advanceTo(at);
    var planNow = stillOrNow(plan, Setting.PLAN, at);
    var cohortNow = stillOrNow(cohort, Setting.COHORT, at);
    var moved = planNow != plan || cohortNow != cohort;
    plan = planNow;
    cohort = cohortNow;
    return inForce(moved ? EVERY_SETTING : changed, before);
  }

  private Settings inForce(int changed, Settings before) {
    var settings = before;
    for (var left = changed; left != 0; left &= left - 1) {
      var setting = CATALOGUE[Integer.numberOfTrailingZeros(left)];
      settings = settings.with(setting, mostSpecific(setting));
    }
    return settings;
  }

  private Optional<Value> mostSpecific(Setting setting) {
    var value = own.value(setting);
    if (value.isEmpty()) {
      value = plan.cursor.value(setting);
    }
    if (value.isEmpty()) {
      value = cohort.cursor.value(setting);
    }
    return value.isEmpty() ? everyone.value(setting) : value;
  }

  private Membership stillOrNow(Membership before, Setting setting, long at) {
    return before.name.equals(own.value(setting)) ? before : membership(setting, at);
  }

  private Membership membership(Setting setting, long at) {
    var name = own.value(setting);
    var scope = name.flatMap(value -> scopeOf(setting, value));
    return new Membership(name, new ScopeCursor(scope.map(shared::of).orElseGet(ScopeSteps::new), at));
  }

  private static Optional<Scope> scopeOf(Setting setting, Value name) {
    return switch (setting) {
      case PLAN -> Optional.of(Scope.plan(name.toString()));
      case COHORT -> Optional.of(Scope.cohort(name.toString()));
      case TIMEZONE, PRICE, ALERT_THRESHOLD, ALERT_SUSTAIN, ALERT_CLEAR -> Optional.empty();
    };
  }
}
