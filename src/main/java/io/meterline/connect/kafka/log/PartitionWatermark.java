package io.meterline.connect.kafka.log;

/**
 * The watermark of a partition: every event to come is logged at this time or later. It never decreases. All times are
 * epoch milliseconds UTC.
 *
 * <p>It follows the logged times of emitted events, minus the wait time for events in transit. While the reader has
 * caught up with the end of the partition, it follows the clock, minus the wait time and the slack. The slack covers
 * how far the broker's clock may be behind this machine's, and how long an event takes to become visible.
 */
final class PartitionWatermark {
  /** The watermark of a partition of which nothing is known: before every event. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private final long wait;
  private final long slack;
  private long promised;

  /**
   * The watermark of a partition.
   *
   * @param wait how long results wait for events in transit, milliseconds, at least 0
   * @param slack how far the broker's clock may be behind this machine's, milliseconds, at least 0
   * @param promised the watermark to resume from, or {@link #UNKNOWN}
   */
  PartitionWatermark(long wait, long slack, long promised) {
    this.wait = wait;
    this.slack = slack;
    this.promised = promised;
  }

  /** The watermark, or {@link #UNKNOWN}. */
  long promised() {
    return promised;
  }

  /** The timestamp of a batch whose first event was logged at the given time: never behind the watermark. */
  long timestampOf(long loggedAt) {
    return Math.max(loggedAt - wait, promised);
  }

  /** Advances it after an event logged at the given time was emitted. */
  void emitted(long loggedAt) {
    promised = Math.max(promised, loggedAt - wait);
  }

  /**
   * Advances it after the partition was read to its end.
   *
   * @param clock this machine's clock before the broker was asked where the end is
   */
  void caughtUp(long clock) {
    promised = Math.max(promised, clock - slack - wait);
  }
}
