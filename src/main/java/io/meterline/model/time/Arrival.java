package io.meterline.model.time;

import java.time.Duration;

/**
 * In which window a reading is taken in: the one that holds its event time of arrival, which is never before the reading
 * starts. It decides when the reading shows in the views, never what they say in the end. All times are epoch milliseconds
 * UTC.
 */
@FunctionalInterface
public interface Arrival {
  /** Every reading comes in time, however late it was logged: the log is there as a whole, or is waited for. */
  Arrival IN_TIME = (at, loggedAt) -> at;

  /**
   * The event time of arrival of a reading, not before {@code at}.
   *
   * @param at when the reading starts
   * @param loggedAt when the log took it
   */
  long timeOf(long at, long loggedAt);

  /**
   * A reading that is logged within {@code wait} of its start comes in time; any other comes when it was logged, less that.
   *
   * @param wait how long results wait for readings on their way, at least zero
   * @param earliest no reading arrives before this: what comes before may be complete
   */
  static Arrival asLogged(Duration wait, long earliest) {
    var millis = wait.toMillis();
    return (at, loggedAt) -> Math.max(Math.max(at, earliest), loggedAt - millis);
  }
}
