package io.meterline.settings;

import io.meterline.settings.Scope.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the shared settings (for everyone, plans and cohorts) say over some time, laid out to be asked for one device
 * after another.
 */
public final class SharedTimeline {
  private final Map<Scope, List<Step>> steps = new HashMap<>();

  /** Lays out a timeline of shared settings. */
  public SharedTimeline(Timeline timeline) {
    for (var step : timeline.steps()) {
      steps.computeIfAbsent(step.scope(), scope -> new ArrayList<>()).add(step);
    }
  }

  /**
   * What is in force for a device from {@code start} on.
   *
   * @param own what the device's own settings say from {@code start} to the same end
   * @param start not before that of the shared settings, epoch milliseconds UTC
   */
  public InForce forDevice(Timeline own, long start) {
    var changes = new TreeSet<Long>();
    changes.add(start);
    for (var step : own.steps()) {
      changes.add(step.from());
      step.value().ifPresent(value -> scopeOf(step.setting(), value).ifPresent(scope -> addTimes(scope, changes)));
    }
    addTimes(Scope.EVERYONE, changes);
    var runs = new ArrayList<InForce.Run>();
    for (var from : changes.tailSet(start)) {
      var settings = at(own, from);
      if (runs.isEmpty() || !runs.get(runs.size() - 1).settings().equals(settings)) {
        runs.add(new InForce.Run(from, settings));
      }
    }
    return new InForce(runs);
  }

  private void addTimes(Scope scope, TreeSet<Long> times) {
    of(scope).forEach(step -> times.add(step.from()));
  }

  private List<Step> of(Scope scope) {
    return steps.getOrDefault(scope, List.of());
  }

  private static Optional<Scope> scopeOf(Setting setting, Value value) {
    if (!(value instanceof Value.Name name)) {
      return Optional.empty();
    }
    return switch (setting) {
      case PLAN -> Optional.of(Scope.plan(name.name()));
      case COHORT -> Optional.of(Scope.cohort(name.name()));
      case TIMEZONE, PRICE, ALERT_THRESHOLD, ALERT_SUSTAIN, ALERT_CLEAR -> Optional.empty();
    };
  }

  private Settings at(Timeline own, long at) {
    var device = state(own.steps(), at);
    var values = new EnumMap<Setting, Value>(Setting.class);
    for (var level : LEAST_SPECIFIC_FIRST) {
      switch (level) {
        case EVERYONE -> values.putAll(state(of(Scope.EVERYONE), at));
        case COHORT -> membership(device, Setting.COHORT).ifPresent(scope -> values.putAll(state(of(scope), at)));
        case PLAN -> membership(device, Setting.PLAN).ifPresent(scope -> values.putAll(state(of(scope), at)));
        case DEVICE -> values.putAll(device);
      }
    }
    return new Settings(values);
  }

  private static final List<Level> LEAST_SPECIFIC_FIRST =
      List.of(Level.EVERYONE, Level.COHORT, Level.PLAN, Level.DEVICE);

  private static Optional<Scope> membership(Map<Setting, Value> device, Setting setting) {
    return Optional.ofNullable(device.get(setting)).flatMap(value -> scopeOf(setting, value));
  }

  private static Map<Setting, Value> state(List<Step> steps, long at) {
    var values = new EnumMap<Setting, Value>(Setting.class);
    for (var step : steps) {
      if (step.from() > at) {
        break;
      }
      step.value().ifPresentOrElse(value -> values.put(step.setting(), value), () -> values.remove(step.setting()));
    }
    return values;
  }
}
