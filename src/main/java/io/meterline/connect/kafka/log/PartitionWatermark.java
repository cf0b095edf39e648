package io.meterline.connect.kafka.log;

/**
 * What a partition promises of the events to come: a time that every one of them is logged at or after. It never falls. All
 * times are epoch milliseconds UTC.
 *
 * <p>It follows the events handed out, less the wait for those on their way; and, where the partition was seen to be read to
 * its end, the clock, less the wait and the slack, which covers how far the broker's clock is behind this machine's and
 * how long an event takes to show.
 */
final class PartitionWatermark {
  /** The time of a partition of which nothing is known: before every event. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private final long wait;
  private final long slack;
  private long promised;

  /**
   * The watermark of a partition.
   *
   * @param wait how long results wait for events on their way, milliseconds, at least 0
   * @param slack how far the broker may be behind this machine, milliseconds, at least 0
   * @param promised what was promised before, or {@link #UNKNOWN}
   */
  PartitionWatermark(long wait, long slack, long promised) {
    this.wait = wait;
    this.slack = slack;
    this.promised = promised;
  }

  /** What is promised, or {@link #UNKNOWN}. */
  long promised() {
    return promised;
  }

  /** The event time of events handed out together, the first of them logged at the given time: never behind the promise. */
  long timeOf(long loggedAt) {
    return Math.max(loggedAt - wait, promised);
  }

  /** Events up to one logged at the given time have been handed out. */
  void handedOut(long loggedAt) {
    promised = Math.max(promised, loggedAt - wait);
  }

  /**
   * The partition has been read to its end.
   *
   * @param clock this machine's clock before the broker was asked where the end is
   */
  void readToEnd(long clock) {
    promised = Math.max(promised, clock - slack - wait);
  }
}
