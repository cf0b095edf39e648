package io.meterline.model.time;

import java.util.OptionalLong;

/**
 * When the state of a key must be completed: once all that arrives before that time has been added. Both are ends of windows, epoch
 * milliseconds UTC. They have a timer each, because setting a timer costs as much as processing an element: one timer for both would be
 * set at each window and then back to the expiry.
 *
 * @param window the end of the first window in which something waits; empty if nothing waits
 * @param expiry when all that is kept for late events can be dropped, see {@link ArrivalRules#expiryOf}; empty if nothing is kept
 */
public record DueTimes(OptionalLong window, OptionalLong expiry) {
  /** The earlier of the two times, empty if both are missing. */
  public OptionalLong first() {
    return OptionalTimes.earlier(window, expiry);
  }

  /** These times, with a window that ends at {@code time} if that is earlier than the first. */
  public DueTimes orWindow(OptionalLong time) {
    return new DueTimes(OptionalTimes.earlier(window, time), expiry);
  }
}
