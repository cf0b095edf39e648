package io.meterline.model.time;

import java.util.OptionalLong;

/**
 * When a key must be completed, once all that arrives before that time has been added; epoch milliseconds UTC. Each has a timer of its
 * own: setting a timer costs as much as processing an element, and with one timer for both, every window would set it twice, to its
 * end and back.
 *
 * @param output when something is to be output, the end of a window; empty if nothing waits
 * @param expiry when everything kept for late readings can be dropped, as in {@link ArrivalRules#expiryOf}; empty if nothing is kept
 */
public record DueTimes(OptionalLong output, OptionalLong expiry) {
  /** The earlier of the two times, empty if both are missing. */
  public OptionalLong first() {
    return OptionalTimes.earlier(output, expiry);
  }

  /** These times, or an output before. */
  public DueTimes orOutput(OptionalLong time) {
    return new DueTimes(OptionalTimes.earlier(output, time), expiry);
  }
}
