package io.meterline.connect.parquet;

import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;

/** A set of offsets of one partition, stored as contiguous ranges. Not thread-safe. */
public final class OffsetRanges {
  /** The last offset of each range, by its first offset. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  /**
   * A contiguous range of offsets.
   *
   * @param first the first offset, inclusive
   * @param last the last offset, inclusive
   */
  public record Range(long first, long last) implements Serializable {
    /** The number of offsets, at least 1. */
    public long count() {
      return last - first + 1;
    }
  }

  /** Adds an offset, which may already be included. */
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

  /** Adds all offsets of another set. */
  public void add(OffsetRanges others) {
    others.ranges.forEach(this::add);
  }

  /** Whether an offset is included. */
  public boolean contains(long offset) {
    var range = ranges.floorEntry(offset);
    return range != null && range.getValue() >= offset;
  }

  /** Whether every offset of a range is included. */
  public boolean containsAll(Range range) {
    var included = ranges.floorEntry(range.first());
    return included != null && included.getValue() >= range.last();
  }

  /** Whether any offset of a range is included. */
  public boolean containsAny(Range range) {
    var included = ranges.floorEntry(range.last());
    return included != null && included.getValue() >= range.first();
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** The lowest offset; the set must not be empty. */
  public long first() {
    return ranges.firstKey();
  }

  /** The highest offset; the set must not be empty. */
  public long last() {
    return ranges.lastEntry().getValue();
  }

  /** The number of offsets. */
  public long count() {
    return all().stream().mapToLong(Range::count).sum();
  }

  /** The ranges in ascending order. There is a gap between any two. */
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
