package io.meterline.block;

import io.meterline.log.LoggedReading;
import io.meterline.log.Position;
import io.meterline.log.Reading;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Readings of one device in one epoch, in columns. At least one; in any order, unless {@link #inOrder()} made it.
 *
 * <p>The order of readings is that of their start, then their place in the log; readings equal in both (an event archived
 * twice) are ordered by what they say, so that the order is total. Of several with one start the last counts.
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

  /** A block of all readings of some blocks of one device and epoch, of which there is at least one. */
  public static Block concat(Collection<Block> blocks) {
    if (blocks.size() == 1) {
      return blocks.iterator().next();
    }
    var all = new BlockBuilder(blocks.stream().mapToInt(Block::size).sum());
    blocks.forEach(all::addAll);
    return all.build();
  }

  /** How many readings it holds, at least 1. */
  public int size() {
    return size;
  }

  /** Start of reading {@code i}, epoch milliseconds UTC. */
  public long at(int i) {
    return at[i];
  }

  /** Reading {@code i}. */
  public Reading reading(int i) {
    return new Reading(at[i], seconds[i], milliwattHours[i]);
  }

  /** Reading {@code i} as the log holds it, given the device of the block. */
  public LoggedReading logged(String device, int i) {
    var position = new Position(Instant.ofEpochMilli(loggedAt[i]), partition[i], offset[i]);
    return new LoggedReading(device, reading(i), position);
  }

  /** Whether reading {@code i} of a block in order counts: whether no later one has its start. */
  public boolean counts(int i) {
    return i + 1 == size || at[i + 1] != at[i];
  }

  /** The same readings in order. */
  public Block inOrder() {
    return isInOrder() ? this : pick(order());
  }

  private boolean isInOrder() {
    for (var i = 1; i < size; i++) {
      if (compare(i - 1, i) > 0) {
        return false;
      }
    }
    return true;
  }

  private List<Integer> order() {
    var order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, this::compare);
    return Arrays.asList(order);
  }

  private Block pick(List<Integer> order) {
    var picked = new BlockBuilder(size);
    for (var i : order) {
      picked.add(at[i], seconds[i], milliwattHours[i], loggedAt[i], partition[i], offset[i]);
    }
    return picked.build();
  }

  private int compare(int a, int b) {
    if (at[a] != at[b]) {
      return Long.compare(at[a], at[b]);
    }
    var place = Position.compare(loggedAt[a], partition[a], offset[a], loggedAt[b], partition[b], offset[b]);
    if (place != 0) {
      return place;
    }
    var length = Integer.compare(seconds[a], seconds[b]);
    return length != 0 ? length : Long.compare(milliwattHours[a], milliwattHours[b]);
  }
}
