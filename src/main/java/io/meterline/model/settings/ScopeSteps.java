package io.meterline.model.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps of one scope, grouped by setting, so that a value is found by binary search however many changes precede it. Stores
 * only a reference per step.
 */
final class ScopeSteps {
  private final List<List<Step>> bySetting = new ArrayList<>(2);

  /** The steps of a timeline that has only one scope. */
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

  /** The number of settings that have steps. */
  int settings() {
    return bySetting.size();
  }

  /** The steps of one setting, in order of time. The index is 0 to {@link #settings()} - 1; it is not the setting's ordinal. */
  List<Step> ofSetting(int index) {
    return bySetting.get(index);
  }
}
