package io.meterline.page.ask;

import io.meterline.model.settings.Explainer;
import io.meterline.model.settings.Explanation;
import io.meterline.model.time.Known;
import java.time.Instant;
import java.util.ArrayList;
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
  static SettingSteps of(Explainer explainer, Known known, Instant starts, Instant ends) {
    var times = new TreeSet<>(explainer.times(starts, ends, known));
    times.add(starts);
    var steps = new ArrayList<Step>();
    for (var time : times) {
      var next = times.higher(time);
      steps.add(new Step(time, next == null ? ends : next, explainer.explain(time, known)));
    }
    return new SettingSteps(steps);
  }
}
