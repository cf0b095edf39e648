package io.meterline.model.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings in force for one device over a period of time.
 *
 * @param spans in order of time, the first from the start of the period; each holds until the next one
 */
public record InForce(List<Span> spans) {
  /**
   * Settings that hold from a time until the next span.
   *
   * @param from the start, inclusive, epoch milliseconds UTC
   * @param settings the settings in force
   */
  public record Span(long from, Settings settings) {}

  /** The start of the period, epoch milliseconds UTC. */
  public long start() {
    return spans.get(0).from();
  }

  /** The end of a span, exclusive, epoch milliseconds UTC; {@link Long#MAX_VALUE} for the last one. */
  public long until(int span) {
    return span + 1 < spans.size() ? spans.get(span + 1).from() : Long.MAX_VALUE;
  }

  /** These settings until {@code later} starts, then those of {@code later}. Where they are equal, the span goes on. */
  public InForce followedBy(InForce later) {
    var before = Bisection.countUntil(later.start() - 1, spans, Span::from);
    var goesOn = before > 0 && spans.get(before - 1).settings().equals(later.spans.get(0).settings());
    if (goesOn && before == spans.size() && later.spans.size() == 1) {
      return this;
    }
    var all = new ArrayList<>(spans.subList(0, before));
    all.addAll(goesOn ? later.spans.subList(1, later.spans.size()) : later.spans);
    return new InForce(all);
  }

  /** These settings without the spans that end at or before {@code start}, epoch milliseconds UTC. */
  public InForce from(long start) {
    var first = Math.max(0, Bisection.countUntil(start, spans, Span::from) - 1);
    return first == 0 ? this : new InForce(spans.subList(first, spans.size()));
  }

  public InForce {
    spans = List.copyOf(spans);
    if (spans.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one span of settings");
    }
  }
}
