package io.meterline.bench;

import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The settings in force for a device over a span of time in which none changes.
 *
 * @param from start of the span, inclusive, epoch milliseconds UTC
 * @param until end of the span, exclusive
 * @param price micros per kilowatt-hour
 * @param threshold watts, or {@link #NONE}
 */
record Terms(long from, long until, long price, long threshold) implements Serializable {
  /** No value in force. */
  static final long NONE = Long.MIN_VALUE;

  /** Holds at no time: where a span is yet to be looked up. */
  static final Terms UNKNOWN = new Terms(0, 0, NONE, NONE);

  boolean holdAt(long moment) {
    return from <= moment && moment < until;
  }

  /** The terms in force at a moment: the device's own, else its plan's, else its cohort's, else everyone's. */
  static Terms at(long moment, OwnCourses own, SharedLookup shared) {
    var plan = own.of(Setting.PLAN);
    var cohort = own.of(Setting.COHORT);
    var scopes = new ArrayList<Scope>();
    name(plan, moment).map(Scope::plan).ifPresent(scopes::add);
    name(cohort, moment).map(Scope::cohort).ifPresent(scopes::add);
    scopes.add(Scope.EVERYONE);
    var prices = courses(Setting.PRICE, own, scopes, shared);
    var thresholds = courses(Setting.ALERT_THRESHOLD, own, scopes, shared);
    var until = Math.min(until(prices, moment), until(thresholds, moment));
    until = Math.min(until, until(plan.stream().toList(), moment));
    until = Math.min(until, until(cohort.stream().toList(), moment));
    return new Terms(moment, until, first(prices, moment), first(thresholds, moment));
  }

  private static Optional<String> name(Optional<Course> course, long moment) {
    return course.flatMap(names -> names.at(moment));
  }

  private static List<Course> courses(Setting setting, OwnCourses own, List<Scope> scopes, SharedLookup shared) {
    var courses = new ArrayList<Course>();
    own.of(setting).ifPresent(courses::add);
    scopes.forEach(scope -> shared.of(scope, setting).ifPresent(courses::add));
    return courses;
  }

  private static long until(List<Course> courses, long moment) {
    var until = Long.MAX_VALUE;
    for (var course : courses) {
      until = Math.min(until, course.until(moment));
    }
    return until;
  }

  private static long first(List<Course> courses, long moment) {
    for (var course : courses) {
      var value = course.at(moment);
      if (value.isPresent()) {
        return Long.parseLong(value.get());
      }
    }
    return NONE;
  }
}
