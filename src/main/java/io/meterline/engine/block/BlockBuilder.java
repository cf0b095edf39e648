package io.meterline.engine.block;

/** Collects readings of one device and one window into a block. */
public final class BlockBuilder {
  private Block block;
  private int size;

  /** A builder with capacity for {@code expected} readings, at least 1, which grows if needed. */
  public BlockBuilder(int expected) {
    block = Block.empty(expected);
  }

  /** Adds a reading; times in epoch milliseconds UTC. */
  public void add(long at, int seconds, long milliwattHours, long loggedAt, int partition, long offset) {
    if (size == block.size) {
      block = block.resized(2 * size);
    }
    block.at[size] = at;
    block.seconds[size] = seconds;
    block.milliwattHours[size] = milliwattHours;
    block.loggedAt[size] = loggedAt;
    block.partition[size] = partition;
    block.offset[size] = offset;
    size++;
  }

  /** A block of the readings added, of which there must be at least one. */
  public Block build() {
    if (size == 0) {
      throw new IllegalStateException("a block has at least one reading");
    }
    return block.part(0, size);
  }
}
