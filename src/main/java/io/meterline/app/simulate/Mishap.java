package io.meterline.app.simulate;

/**
 * Something that goes wrong on the way from a meter to the log, for all readings that start within [from, until).
 *
 * @param kind what goes wrong
 * @param from first instant, inclusive, epoch milliseconds UTC
 * @param until last instant, exclusive, epoch milliseconds UTC
 * @param byMillis how long after the end a backlog is logged, or how far the clock is ahead, in milliseconds
 */
record Mishap(Kind kind, long from, long until, long byMillis) {
  static final Mishap NONE = new Mishap(Kind.LOST, 0, 0, 0);

  enum Kind {
    /** The readings are never logged. */
    LOST,
    /** The readings are logged all together, later. */
    BACKLOG,
    /** The readings are logged in time, but their start is later than the real one. */
    CLOCK_AHEAD
  }

  boolean holds(long atMillis) {
    return atMillis >= from && atMillis < until;
  }
}
