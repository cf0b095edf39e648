package io.meterline.model.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * What the shared settings (for everyone, plans and cohorts) say over some time, laid out to be asked for one device
 * after another.
 */
public final class SharedTimeline {
  private final Map<Scope, ScopeSteps> scopes = new HashMap<>();

  /** Lays out a timeline of shared settings. */
  public SharedTimeline(Timeline timeline) {
    for (var step : timeline.steps()) {
      scopes.computeIfAbsent(step.scope(), any -> new ScopeSteps()).add(step);
    }
  }

  /**
   * What is in force for a device from {@code start} on: a run for each time at which that changes. Takes time by the
   * steps of the scopes that concern the device, however many others there are.
   *
   * @param own what the device's own settings say from {@code start} to the same end
   * @param start not before that of the shared settings, epoch milliseconds UTC
   */
  public InForce forDevice(Timeline own, long start) {
    var cursor = new DeviceCursor(this, own, start);
    var settings = cursor.inForce();
    var runs = new ArrayList<InForce.Run>();
    runs.add(new InForce.Run(start, settings));
    for (var at = cursor.next(); at != ScopeCursor.NEVER; at = cursor.next()) {
      var after = cursor.advanceTo(at, settings);
      if (after != settings) {
        runs.add(new InForce.Run(at, after));
        settings = after;
      }
    }
    return new InForce(runs);
  }

  /** The steps of a scope, none if nothing is said of it. */
  ScopeSteps of(Scope scope) {
    var steps = scopes.get(scope);
    return steps == null ? new ScopeSteps() : steps;
  }
}
