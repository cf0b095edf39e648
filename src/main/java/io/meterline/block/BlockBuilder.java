package io.meterline.block;

import java.util.Arrays;

/**
 * Collects readings of one device and one epoch into a block.
 *
 * <p>Readings of many devices come in turns, so a reading is kept in one piece here, which is one place in memory to go to;
 * the block then has it in columns.
 */
public final class BlockBuilder {
  private static final int WORDS = 5;

  private int size;
  private long[] words;

  /** A builder with room for {@code expected} readings, at least 1, and more if needed. */
  public BlockBuilder(int expected) {
    words = new long[expected * WORDS];
  }

  /** Adds a reading; times in epoch milliseconds UTC. */
  public void add(long at, int seconds, long milliwattHours, long loggedAt, int partition, long offset) {
    var word = size * WORDS;
    if (word == words.length) {
      words = Arrays.copyOf(words, WORDS * (size + (size >> 1) + 1));
    }
    words[word] = at;
    words[word + 1] = milliwattHours;
    words[word + 2] = loggedAt;
    words[word + 3] = offset;
    words[word + 4] = (long) seconds << Integer.SIZE | Integer.toUnsignedLong(partition);
    size++;
  }

  /** The block of the readings added, of which there is at least one. */
  public Block build() {
    if (size == 0) {
      throw new IllegalStateException("a block has at least one reading");
    }
    var block = Block.empty(size);
    for (int i = 0, word = 0; i < size; i++, word += WORDS) {
      block.at[i] = words[word];
      block.milliwattHours[i] = words[word + 1];
      block.loggedAt[i] = words[word + 2];
      block.offset[i] = words[word + 3];
      block.seconds[i] = (int) (words[word + 4] >> Integer.SIZE);
      block.partition[i] = (int) words[word + 4];
    }
    return block;
  }
}
