package io.meterline.model.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shared settings (for everyone, plans and cohorts) over a span of time, indexed by scope, to look up those of one device.
 */
public final class SharedTimeline {
  private final Map<Scope, ScopeSteps> scopes = new HashMap<>();

  /** Indexes a timeline of all shared settings. */
  public SharedTimeline(Timeline whole) {
    this(List.of(whole));
  }

  /**
   * Indexes the timelines of all parts of the shared settings over the same span, in any order.
   *
   * @param parts every scope is in one of them
   */
  public SharedTimeline(Iterable<Timeline> parts) {
    for (var part : parts) {
      part.steps().forEach(step -> scopes.computeIfAbsent(step.scope(), any -> new ScopeSteps()).add(step));
    }
  }

  /**
   * The settings in force for a device from {@code start} on: one span for each time at which they change. Takes time
   * proportional to the steps of the scopes that apply to the device, however many others there are.
   *
   * @param own the device's own settings from {@code start} to the end of the shared timeline
   * @param start not before the start of the shared timeline, epoch milliseconds UTC
   */
  public InForce forDevice(Timeline own, long start) {
    var cursor = new DeviceCursor(this, own, start);
    var settings = cursor.inForce();
    var spans = new ArrayList<InForce.Span>();
    spans.add(new InForce.Span(start, settings));
    for (var at = cursor.next(); at != ScopeCursor.NEVER; at = cursor.next()) {
      var after = cursor.advanceTo(at, settings);
      if (after != settings) {
        spans.add(new InForce.Span(at, after));
        settings = after;
      }
    }
    return new InForce(spans);
  }

  /** The steps of a scope, empty if it has none. */
  ScopeSteps of(Scope scope) {
    var steps = scopes.get(scope);
    return steps == null ? new ScopeSteps() : steps;
  }
}
