package io.meterline.bench;

import java.io.Serializable;
import java.util.Optional;
import java.util.TreeMap;

/** What one setting was set to over time at one scope. */
final class Course implements Serializable {
  private static final long serialVersionUID = 1;

  private final TreeMap<Long, String> values = new TreeMap<>();

  /** Adds a change; of several for one moment the last counts. */
  void set(long from, String value) {
    values.put(from, value);
  }

  /** What is in force at a moment; empty before the first change. */
  Optional<String> at(long moment) {
    return Optional.ofNullable(values.floorEntry(moment)).map(entry -> entry.getValue());
  }

  /** When that ends: the next change, or {@link Long#MAX_VALUE}. */
  long until(long moment) {
    var next = values.higherKey(moment);
    return next == null ? Long.MAX_VALUE : next;
  }

  /** All changes, by time. */
  Iterable<Long> times() {
    return values.keySet();
  }
}
