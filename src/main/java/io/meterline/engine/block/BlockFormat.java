package io.meterline.engine.block;

import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/**
 * The wire format of a block: a version, the count, then column after column. {@code logged_at} is stored as the time since the
 * end of the interval, because for most meters that is constant.
 */
public final class BlockFormat implements WireFormat<Block> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 2;

  @Override
  public void write(Block block, WireOutput out) {
    write(block, 0, block.size, out);
  }

  /** Writes the readings with index {@code from}, inclusive, to {@code to}, exclusive, as a block. */
  void write(Block block, int from, int to, WireOutput out) {
    out.writeByte(VERSION);
    out.writeCount(to - from);
    ColumnFormat.write(block.at, from, to, out);
    ColumnFormat.write(block.seconds, from, to, out);
    ColumnFormat.write(block.milliwattHours, from, to, out);
    var lag = new long[to - from];
    for (var i = from; i < to; i++) {
      lag[i - from] = block.loggedAt[i] - end(block.at[i], block.seconds[i]);
    }
    ColumnFormat.write(lag, 0, lag.length, out);
    ColumnFormat.write(block.partition, from, to, out);
    ColumnFormat.write(block.offset, from, to, out);
  }

  @Override
  public Block read(WireInput in) {
    var size = readSize(in);
    var block = Block.empty(size);
    readReadings(in, block.at, block.seconds, block.milliwattHours, 0, size);
    readPositions(in, block, 0, size);
    return block;
  }

  /** Starts to read a block and returns its size. Call {@link #readReadings} next, then {@link #readPositions}. */
  int readSize(WireInput in) {
    in.expectVersion(VERSION);
    var size = in.readCount();
    if (size == 0) {
      throw new IllegalArgumentException("a block without readings");
    }
    return size;
  }

  /** Reads the content of the readings into indexes {@code from}, inclusive, to {@code to}, exclusive. */
  void readReadings(WireInput in, long[] at, int[] seconds, long[] milliwattHours, int from, int to) {
    ColumnFormat.read(in, at, from, to);
    ColumnFormat.read(in, seconds, from, to);
    ColumnFormat.read(in, milliwattHours, from, to);
  }

  /**
   * Reads the positions in the log of the readings with index {@code from}, inclusive, to {@code to}, exclusive. Their content
   * must already be read.
   */
  void readPositions(WireInput in, Block block, int from, int to) {
    ColumnFormat.read(in, block.loggedAt, from, to);
    for (var i = from; i < to; i++) {
      block.loggedAt[i] += end(block.at[i], block.seconds[i]);
    }
    ColumnFormat.read(in, block.partition, from, to);
    ColumnFormat.read(in, block.offset, from, to);
  }

  private static long end(long at, int seconds) {
    return at + seconds * 1000L;
  }
}
