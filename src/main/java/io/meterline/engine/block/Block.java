package io.meterline.engine.block;

import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.log.Readings;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;

/**
 * Readings in columns, in any order unless made by {@link #inOrder()}. A block that travels between steps has at least one
 * reading, all of them of one device and arriving in one window. Within a step, a block may have readings of several windows, and
 * in {@link ByDevice} of several devices.
 *
 * <p>Readings are ordered by start, then by position in the log. Readings equal in both (an event archived twice) are ordered by
 * content, so that the order is total. Of several readings of a device with the same start, the last counts and the others are
 * superseded.
 */
public final class Block {
  final int size;
  final long[] at;
  final int[] seconds;
  final long[] milliwattHours;
  final long[] loggedAt;
  final int[] partition;
  final long[] offset;

  Block(
      int size, long[] at, int[] seconds, long[] milliwattHours, long[] loggedAt, int[] partition, long[] offset) {
    this.size = size;
    this.at = at;
    this.seconds = seconds;
    this.milliwattHours = milliwattHours;
    this.loggedAt = loggedAt;
    this.partition = partition;
    this.offset = offset;
  }

  /** A block of {@code size} readings, whose columns must be filled. */
  static Block empty(int size) {
    return new Block(
        size, new long[size], new int[size], new long[size], new long[size], new int[size], new long[size]);
  }

  /** Concatenates one or more blocks of one device. */
  public static Block concat(Collection<Block> blocks) {
    if (blocks.size() == 1) {
      return blocks.iterator().next();
    }
    var all = empty(blocks.stream().mapToInt(Block::size).sum());
    var start = 0;
    for (var block : blocks) {
      System.arraycopy(block.at, 0, all.at, start, block.size);
      System.arraycopy(block.seconds, 0, all.seconds, start, block.size);
      System.arraycopy(block.milliwattHours, 0, all.milliwattHours, start, block.size);
      System.arraycopy(block.loggedAt, 0, all.loggedAt, start, block.size);
      System.arraycopy(block.partition, 0, all.partition, start, block.size);
      System.arraycopy(block.offset, 0, all.offset, start, block.size);
      start += block.size;
    }
    return all;
  }

  /** The readings with index {@code from}, inclusive, to {@code to}, exclusive; at least one. */
  public Block part(int from, int to) {
    return from == 0 && to == size && size == at.length ? this : copy(from, to);
  }

  /** A copy with another size: padded, or without the last readings. */
  Block resized(int size) {
    return copy(0, size);
  }

  private Block copy(int from, int to) {
    return new Block(
        to - from,
        Arrays.copyOfRange(at, from, to),
        Arrays.copyOfRange(seconds, from, to),
        Arrays.copyOfRange(milliwattHours, from, to),
        Arrays.copyOfRange(loggedAt, from, to),
        Arrays.copyOfRange(partition, from, to),
        Arrays.copyOfRange(offset, from, to));
  }

  /** The readings, if the block is in order and has distinct starts. */
  public Readings readings() {
    return new Readings(at, seconds, milliwattHours, 0, size);
  }

  /** The number of readings, at least 1. */
  public int size() {
    return size;
  }

  /** Start of the earliest reading with index {@code from}, inclusive, to {@code to}, exclusive, epoch milliseconds UTC. */
  long earliest(int from, int to) {
    var earliest = at[from];
    for (var i = from + 1; i < to; i++) {
      earliest = Math.min(earliest, at[i]);
    }
    return earliest;
  }

  /** Start of reading {@code i}, epoch milliseconds UTC. */
  public long at(int i) {
    return at[i];
  }

  /** Reading {@code i}. */
  public Reading reading(int i) {
    return new Reading(at[i], seconds[i], milliwattHours[i]);
  }

  /** Reading {@code i} as stored in the log, given the device of the block. */
  public LoggedReading logged(String device, int i) {
    var position = new Position(Instant.ofEpochMilli(loggedAt[i]), partition[i], offset[i]);
    return new LoggedReading(device, reading(i), position);
  }

  /** Whether reading {@code i} of a block in order counts: no later one has the same start. */
  public boolean counts(int i) {
    return i + 1 == size || at[i + 1] != at[i];
  }

  /** The same readings in order. */
  public Block inOrder() {
    return isInOrder() ? this : pick(order());
  }

  /** A block in order without its superseded readings. */
  public Block withoutSuperseded() {
    return isIncreasing(at, size) ? this : pick(IntStream.range(0, size).filter(this::counts).toArray());
  }

  /** Whether the first {@code size} starts are strictly increasing. */
  static boolean isIncreasing(long[] at, int size) {
    for (var i = 1; i < size; i++) {
      if (at[i] <= at[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private boolean isInOrder() {
    for (var i = 1; i < size; i++) {
      if (compare(i - 1, i) > 0) {
        return false;
      }
    }
    return true;
  }

  /** The indexes of the readings, in the order of the readings. */
  private int[] order() {
    var start = Arrays.stream(at).min().orElseThrow();
    var span = Arrays.stream(at).max().orElseThrow() - start;
    var indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(size);
    if (Long.SIZE - Long.numberOfLeadingZeros(span) + indexBits >= Long.SIZE) {
      return IntStream.range(0, size).boxed().sorted(this::compare).mapToInt(Integer::intValue).toArray();
    }
    // Start and index are packed into one long, to sort without boxing. Equal starts are rare, and sorted afterwards.
    var keys = new long[size];
    Arrays.setAll(keys, i -> at[i] - start << indexBits | i);
    Arrays.sort(keys);
    var order = new int[size];
    Arrays.setAll(order, i -> (int) (keys[i] & (1L << indexBits) - 1));
    sortTies(order);
    return order;
  }

  private void sortTies(int[] order) {
    for (var start = 0; start < size; ) {
      var end = start + 1;
      while (end < size && at[order[end]] == at[order[start]]) {
        end++;
      }
      if (end - start > 1) {
        var tied = Arrays.stream(order, start, end).boxed().sorted(this::compare).mapToInt(Integer::intValue).toArray();
        System.arraycopy(tied, 0, order, start, tied.length);
      }
      start = end;
    }
  }

  private Block pick(int[] order) {
    var picked = empty(order.length);
    for (var i = 0; i < order.length; i++) {
      var from = order[i];
      picked.at[i] = at[from];
      picked.seconds[i] = seconds[from];
      picked.milliwattHours[i] = milliwattHours[from];
      picked.loggedAt[i] = loggedAt[from];
      picked.partition[i] = partition[from];
      picked.offset[i] = offset[from];
    }
    return picked;
  }

  private int compare(int a, int b) {
    if (at[a] != at[b]) {
      return Long.compare(at[a], at[b]);
    }
    var position = Position.compare(loggedAt[a], partition[a], offset[a], loggedAt[b], partition[b], offset[b]);
    if (position != 0) {
      return position;
    }
    var length = Integer.compare(seconds[a], seconds[b]);
    return length != 0 ? length : Long.compare(milliwattHours[a], milliwattHours[b]);
  }
}
