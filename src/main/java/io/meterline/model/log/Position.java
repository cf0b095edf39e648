package io.meterline.model.log;

import java.time.Instant;

/**
 * The place of an event in the log, and the order of the log.
 *
 * <p>Positions are ordered by {@code loggedAt}, then {@code partition}, then {@code offset}; a later one wins wherever
 * two events compete. Within a partition this is the order of the offsets, as {@code loggedAt} never falls there.
 *
 * @param loggedAt when the log took the event, whole milliseconds UTC
 * @param partition the partition of the log
 * @param offset the place within the partition
 */
public record Position(Instant loggedAt, int partition, long offset) implements Comparable<Position> {

  @Override
  public int compareTo(Position other) {
    return compare(
        loggedAt.toEpochMilli(), partition, offset, other.loggedAt.toEpochMilli(), other.partition, other.offset);
  }

  /** The order of the log on positions that travel as primitives; {@code logged} in epoch milliseconds. */
  public static int compare(
      long loggedA, int partitionA, long offsetA, long loggedB, int partitionB, long offsetB) {
    if (loggedA != loggedB) {
      return Long.compare(loggedA, loggedB);
    }
    if (partitionA != partitionB) {
      return Integer.compare(partitionA, partitionB);
    }
    return Long.compare(offsetA, offsetB);
  }
}
