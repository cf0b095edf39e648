package io.meterline.model.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps of one scope, those of each setting apart: what holds at a time is then found by bisection, whatever changed
 * how often before. It holds the steps themselves, and nothing else for each of them.
 */
final class ScopeSteps {
  private final List<List<Step>> bySetting = new ArrayList<>(2);

  /** Steps of one scope, in the order of a timeline. */
  static ScopeSteps of(Timeline timeline) {
    var steps = new ScopeSteps();
    timeline.steps().forEach(steps::add);
    return steps;
  }

  /** Adds a step of the scope, not earlier than those of the same setting added before. */
  void add(Step step) {
    for (var steps : bySetting) {
      if (steps.get(0).setting() == step.setting()) {
        steps.add(step);
        return;
      }
    }
    var steps = new ArrayList<Step>(2);
    steps.add(step);
    bySetting.add(steps);
  }

  /** How many settings have steps. */
  int settings() {
    return bySetting.size();
  }

  /** The steps of one of the settings that have any, in the order of time. */
  List<Step> ofSetting(int index) {
    return bySetting.get(index);
  }
}
