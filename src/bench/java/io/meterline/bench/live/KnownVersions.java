package io.meterline.bench.live;

import java.io.Serializable;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one setting was set to over time, by what was known at each time: what a versioned table cannot say. Changes come
 * in the order of the log.
 */
final class KnownVersions implements Serializable {
  private static final long serialVersionUID = 1;

  private final TreeMap<Long, Known> byTime = new TreeMap<>();

  private record Known(long effectiveAt, String value) implements Serializable {}

  /**
   * Adds a change, unless one that is effective later is in force when it takes hold.
   *
   * @param from from when it holds and is known, epoch milliseconds UTC
   * @param effectiveAt from when it was meant to hold
   */
  void set(long from, long effectiveAt, String value) {
    var inForce = byTime.floorEntry(from);
    if (inForce == null || inForce.getValue().effectiveAt() <= effectiveAt) {
      byTime.put(from, new Known(effectiveAt, value));
    }
  }

  /** What is in force at a time; empty before the first change. */
  Optional<String> at(long time) {
    return Optional.ofNullable(byTime.floorEntry(time)).map(entry -> entry.getValue().value());
  }
}
