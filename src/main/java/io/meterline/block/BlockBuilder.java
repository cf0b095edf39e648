package io.meterline.block;

import java.util.Arrays;

/** Collects readings of one device and one epoch into a block. */
public final class BlockBuilder {
  private int size;
  private long[] at;
  private int[] seconds;
  private long[] milliwattHours;
  private long[] loggedAt;
  private int[] partition;
  private long[] offset;

  /** A builder with room for {@code expected} readings, at least 1, and more if needed. */
  public BlockBuilder(int expected) {
    at = new long[expected];
    seconds = new int[expected];
    milliwattHours = new long[expected];
    loggedAt = new long[expected];
    partition = new int[expected];
    offset = new long[expected];
  }

  /** Adds a reading; times in epoch milliseconds UTC. */
  public void add(long at, int seconds, long milliwattHours, long loggedAt, int partition, long offset) {
    if (size == this.at.length) {
      grow(size + (size >> 1) + 1);
    }
    this.at[size] = at;
    this.seconds[size] = seconds;
    this.milliwattHours[size] = milliwattHours;
    this.loggedAt[size] = loggedAt;
    this.partition[size] = partition;
    this.offset[size] = offset;
    size++;
  }

  void addAll(Block block) {
    if (size + block.size > at.length) {
      grow(size + block.size);
    }
    System.arraycopy(block.at, 0, at, size, block.size);
    System.arraycopy(block.seconds, 0, seconds, size, block.size);
    System.arraycopy(block.milliwattHours, 0, milliwattHours, size, block.size);
    System.arraycopy(block.loggedAt, 0, loggedAt, size, block.size);
    System.arraycopy(block.partition, 0, partition, size, block.size);
    System.arraycopy(block.offset, 0, offset, size, block.size);
    size += block.size;
  }

  private void grow(int length) {
    at = Arrays.copyOf(at, length);
    seconds = Arrays.copyOf(seconds, length);
    milliwattHours = Arrays.copyOf(milliwattHours, length);
    loggedAt = Arrays.copyOf(loggedAt, length);
    partition = Arrays.copyOf(partition, length);
    offset = Arrays.copyOf(offset, length);
  }

  /** The block of the readings added, of which there is at least one. The builder is done with. */
  public Block build() {
    if (size == 0) {
      throw new IllegalStateException("a block has at least one reading");
    }
    return new Block(size, at, seconds, milliwattHours, loggedAt, partition, offset);
  }
}
