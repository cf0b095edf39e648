package io.meterline.model.log;

import java.time.Instant;

/**
 * The position of an event in the log. It defines the log's total order.
 *
 * <p>Positions are ordered by {@code loggedAt}, then {@code partition}, then {@code offset}; where two events conflict, the
 * later one wins. Within a partition this is offset order, because {@code loggedAt} never decreases there.
 *
 * @param loggedAt when the event was appended to the log, whole milliseconds UTC
 * @param partition the partition of the log
 * @param offset the offset within the partition
 */
public record Position(Instant loggedAt, int partition, long offset) implements Comparable<Position> {

  @Override
  public int compareTo(Position other) {
    return compare(
        loggedAt.toEpochMilli(), partition, offset, other.loggedAt.toEpochMilli(), other.partition, other.offset);
  }

  /** Compares two positions given as primitives; {@code logged} in epoch milliseconds. */
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
