package io.meterline.engine.range;

import java.io.Serializable;

/**
 * A span of time, not empty; epoch milliseconds UTC.
 *
 * @param from the start, inclusive; {@link Long#MIN_VALUE} if it has none
 * @param until the end, exclusive; {@link Long#MAX_VALUE} if it has none
 */
public record Span(long from, long until) implements Serializable {
  public Span {
    if (from >= until) {
      throw new IllegalArgumentException("a span from " + from + " until " + until + " is empty");
    }
  }

  /** Whether a time is within it. */
  public boolean holds(long time) {
    return time >= from && time < until;
  }

  /** The shortest span that holds both. */
  public Span and(Span other) {
    return new Span(Math.min(from, other.from), Math.max(until, other.until));
  }
}
