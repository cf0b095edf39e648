package io.meterline.page.ask;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Explainer;
import io.meterline.model.settings.Explanation;
import io.meterline.model.settings.Scope;
import io.meterline.model.time.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The settings of a device over a span of time.
 *
 * @param steps what is in force, in order of time, without gaps
 */
record SettingSteps(List<Step> steps) {
  /**
   * A span in which nothing changes.
   *
   * @param from its start, inclusive
   * @param to its end, exclusive
   * @param inForce the settings
   */
  record Step(Instant from, Instant to, Explanation inForce) {}

  /** The settings of a device from {@code starts} to before {@code ends}. */
  static SettingSteps of(String device, Explainer explainer, Collection<LoggedChange> log, Known known, Instant starts, Instant ends) {
    var times = new TreeSet<Instant>();
    times.add(starts);
    for (var change : log) {
      var ofAnother = Scope.parse(change.scope()).filter(scope -> !scope.isDevice() || scope.equals(Scope.device(device))).isEmpty();
      var holdsFrom = Instant.ofEpochMilli(known.holdsFrom(change.effectiveAt().toEpochMilli(), change.position().loggedAt().toEpochMilli()));
      if (!ofAnother && holdsFrom.isAfter(starts) && holdsFrom.isBefore(ends)) {
        times.add(holdsFrom);
      }
    }
    var steps = new ArrayList<Step>();
    for (var time : times) {
      var next = times.higher(time);
      steps.add(new Step(time, next == null ? ends : next, explainer.explain(time, known)));
    }
    return new SettingSteps(steps);
  }
}
