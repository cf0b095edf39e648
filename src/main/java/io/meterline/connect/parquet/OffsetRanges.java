package io.meterline.connect.parquet;

import java.util.List;
import java.util.TreeMap;

/** Offsets of one partition, as ranges without a gap in them. Not for several threads. */
public final class OffsetRanges {
  /** The last offset of each range by its first. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  /**
   * Offsets without a gap.
   *
   * @param first the first, inclusive
   * @param last the last, inclusive
   */
  public record Range(long first, long last) {
    /** How many they are, at least 1. */
    public long count() {
      return last - first + 1;
    }
  }

  /** Adds one offset, which may be there already. */
  public void add(long offset) {
    add(offset, offset);
  }

  /** Adds all offsets from {@code first} to {@code last}, both inclusive. */
  public void add(long first, long last) {
    var from = first;
    var to = last;
    var before = ranges.floorEntry(first);
    if (before != null && before.getValue() >= first - 1) {
      from = before.getKey();
      to = Math.max(last, before.getValue());
    }
    for (var next = ranges.ceilingEntry(from); next != null && next.getKey() <= to + 1; next = ranges.ceilingEntry(from)) {
      to = Math.max(to, next.getValue());
      ranges.remove(next.getKey());
    }
    ranges.put(from, to);
  }

  /** Adds all offsets of others. */
  public void add(OffsetRanges others) {
    others.ranges.forEach(this::add);
  }

  /** Whether an offset is among them. */
  public boolean contains(long offset) {
    var range = ranges.floorEntry(offset);
    return range != null && range.getValue() >= offset;
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** The lowest of them, which there must be. */
  public long first() {
    return ranges.firstKey();
  }

  /** The highest of them, which there must be. */
  public long last() {
    return ranges.lastEntry().getValue();
  }

  /** How many they are. */
  public long count() {
    return all().stream().mapToLong(Range::count).sum();
  }

  /** The ranges in their order, none of which touches another. */
  public List<Range> all() {
    return ranges.entrySet().stream().map(range -> new Range(range.getKey(), range.getValue())).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OffsetRanges offsets && offsets.ranges.equals(ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  @Override
  public String toString() {
    return all().toString();
  }
}
