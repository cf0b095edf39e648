package io.meterline.model.settings;

import java.util.Optional;

/** A forward cursor over the steps of all scopes that apply to one device, following its changes of plan and cohort. */
final class DeviceCursor {
  private static final Setting[] CATALOGUE = Setting.values();
  private static final int EVERY_SETTING = (1 << CATALOGUE.length) - 1;

  private final SharedTimeline shared;
  private final ScopeCursor own;
  private final ScopeCursor everyone;
  private Membership plan;
  private Membership cohort;

  /** The plan or cohort that the device is in, if any, and a cursor over its steps. */
  private record Membership(Optional<Value> name, ScopeCursor cursor) {}

  /**
   * A cursor, positioned at a time.
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

  /** The time of the next step of any scope, epoch milliseconds UTC, or {@link ScopeCursor#NEVER}. */
  long next() {
    return Math.min(Math.min(own.next(), plan.cursor.next()), Math.min(cohort.cursor.next(), everyone.next()));
  }

  /** The settings in force at the current time. */
  Settings inForce() {
    return inForce(EVERY_SETTING, Settings.DEFAULTS);
  }

  /**
   * Advances to a time, not before the current one, epoch milliseconds UTC.
   *
   * @param before the settings in force at the current time
   * @return the settings in force at {@code at}; {@code before} itself if they are equal
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
      case TIMEZONE, PRICE, EXPORT_PRICE, STANDING, ALERT_THRESHOLD, ALERT_SUSTAIN, ALERT_CLEAR, COMPARE_LEAST ->
          Optional.empty();
    };
  }
}
