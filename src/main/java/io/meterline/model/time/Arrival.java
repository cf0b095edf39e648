package io.meterline.model.time;

import java.time.Duration;

/**
 * Assigns to a reading the event time at which it arrives, which decides the window that processes it. A reading never arrives
 * before it starts. Arrival decides when a reading appears in the views, never what they finally contain. All times are epoch
 * milliseconds UTC.
 */
@FunctionalInterface
public interface Arrival {
  /** Every reading is in time, however late it was logged: the source reads the whole log before a window is complete. */
  Arrival IN_TIME = (at, loggedAt) -> at;

  /**
   * The event time of arrival of a reading, not before {@code at}.
   *
   * @param at when the reading starts
   * @param loggedAt when it was logged
   */
  long timeOf(long at, long loggedAt);

  /**
   * A reading logged within {@code wait} of its start is in time: it arrives at its start. One logged later arrives, in event
   * time, at the time when it was logged minus {@code wait}.
   *
   * @param wait how long results wait for delayed readings, at least zero
   * @param earliest the earliest arrival of any reading: windows before it may already be complete
   */
  static Arrival asLogged(Duration wait, long earliest) {
    var millis = wait.toMillis();
    return (at, loggedAt) -> Math.max(Math.max(at, earliest), loggedAt - millis);
  }
}
