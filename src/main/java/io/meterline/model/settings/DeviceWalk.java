package io.meterline.model.settings;

import java.util.Optional;

/** Walks along the steps of all scopes that concern one device, forward in time, from scope to scope as it is a member. */
final class DeviceWalk {
  private static final Setting[] CATALOGUE = Setting.values();
  private static final int EVERY_SETTING = (1 << CATALOGUE.length) - 1;

  private final SharedTimeline shared;
  private final ScopeWalk own;
  private final ScopeWalk everyone;
  private Membership plan;
  private Membership cohort;

  /** A plan or cohort that the device is in, if any, and the walk along its steps. */
  private record Membership(Optional<Value> name, ScopeWalk walk) {}

  /**
   * Begins at a time.
   *
   * @param own the device's own steps
   * @param at epoch milliseconds UTC
   */
  DeviceWalk(SharedTimeline shared, Timeline own, long at) {
    this.shared = shared;
    this.own = new ScopeWalk(ScopeSteps.of(own), at);
    this.everyone = new ScopeWalk(shared.of(Scope.EVERYONE), at);
    this.plan = membership(Setting.PLAN, at);
    this.cohort = membership(Setting.COHORT, at);
  }

  /** When the next step of any of the scopes holds from, epoch milliseconds UTC, or {@link ScopeWalk#NEVER}. */
  long next() {
    return Math.min(Math.min(own.next(), plan.walk.next()), Math.min(cohort.walk.next(), everyone.next()));
  }

  /** What is in force where the walk stands. */
  Settings inForce() {
    return inForce(EVERY_SETTING, Settings.DEFAULTS);
  }

  /**
   * Walks to a time, not before the one it stands at, epoch milliseconds UTC.
   *
   * @param before what was in force where it stood
   * @return what is in force there: {@code before} itself if that is the same
   */
  Settings to(long at, Settings before) {
    var walked = own.to(at) | plan.walk.to(at) | cohort.walk.to(at) | everyone.to(at);
    var planNow = stillOrNow(plan, Setting.PLAN, at);
    var cohortNow = stillOrNow(cohort, Setting.COHORT, at);
    var moved = planNow != plan || cohortNow != cohort;
    plan = planNow;
    cohort = cohortNow;
    return inForce(moved ? EVERY_SETTING : walked, before);
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
      value = plan.walk.value(setting);
    }
    if (value.isEmpty()) {
      value = cohort.walk.value(setting);
    }
    return value.isEmpty() ? everyone.value(setting) : value;
  }

  private Membership stillOrNow(Membership before, Setting setting, long at) {
    return before.name.equals(own.value(setting)) ? before : membership(setting, at);
  }

  private Membership membership(Setting setting, long at) {
    var name = own.value(setting);
    var scope = name.flatMap(value -> scopeOf(setting, value));
    return new Membership(name, new ScopeWalk(scope.map(shared::of).orElseGet(ScopeSteps::new), at));
  }

  private static Optional<Scope> scopeOf(Setting setting, Value name) {
    return switch (setting) {
      case PLAN -> Optional.of(Scope.plan(name.toString()));
      case COHORT -> Optional.of(Scope.cohort(name.toString()));
      case TIMEZONE, PRICE, ALERT_THRESHOLD, ALERT_SUSTAIN, ALERT_CLEAR -> Optional.empty();
    };
  }
}
