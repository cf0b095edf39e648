package io.meterline.block;

import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;

/**
 * The bytes of a block: a version, the count, then column after column. A column is its first value and the differences
 * that follow, either one by one or, where that is shorter, as runs of equal differences: a meter that reads every half
 * hour has a start column of a few bytes. {@code logged_at} is kept relative to the end of the interval.
 */
public final class BlockFormat implements WireFormat<Block> {
  private static final long serialVersionUID = 1;
  private static final int VERSION = 1;
  private static final byte PLAIN = 0;
  private static final byte RUNS = 1;

  @Override
  public void write(Block block, WireOutput out) {
    var size = block.size;
    out.writeByte(VERSION);
    out.writeCount(size);
    writeColumn(out, size, block.at);
    writeColumn(out, size, widen(block.seconds, size));
    writeColumn(out, size, block.milliwattHours);
    var lag = new long[size];
    for (var i = 0; i < size; i++) {
      lag[i] = block.loggedAt[i] - block.reading(i).endMillis();
    }
    writeColumn(out, size, lag);
    writeColumn(out, size, widen(block.partition, size));
    writeColumn(out, size, block.offset);
  }

  @Override
  public Block read(WireInput in) {
    in.expectVersion(VERSION);
    var size = in.readCount();
    var at = readColumn(in, size);
    var seconds = narrow(readColumn(in, size));
    var milliwattHours = readColumn(in, size);
    var loggedAt = readColumn(in, size);
    for (var i = 0; i < size; i++) {
      loggedAt[i] += at[i] + seconds[i] * 1000L;
    }
    return new Block(size, at, seconds, milliwattHours, loggedAt, narrow(readColumn(in, size)), readColumn(in, size));
  }

  private static void writeColumn(WireOutput out, int size, long[] values) {
    out.writeSigned(values[0]);
    if (2 * countRuns(size, values) < size) {
      out.writeByte(RUNS);
      writeRuns(out, size, values);
      return;
    }
    out.writeByte(PLAIN);
    for (var i = 1; i < size; i++) {
      out.writeSigned(values[i] - values[i - 1]);
    }
  }

  private static int countRuns(int size, long[] values) {
    var runs = 0;
    for (var i = 1; i < size; i++) {
      if (i == 1 || values[i] - values[i - 1] != values[i - 1] - values[i - 2]) {
        runs++;
      }
    }
    return runs;
  }

  private static void writeRuns(WireOutput out, int size, long[] values) {
    for (var start = 1; start < size; ) {
      var difference = values[start] - values[start - 1];
      var end = start + 1;
      while (end < size && values[end] - values[end - 1] == difference) {
        end++;
      }
      out.writeCount(end - start);
      out.writeSigned(difference);
      start = end;
    }
  }

  private static long[] readColumn(WireInput in, int size) {
    var values = new long[size];
    values[0] = in.readSigned();
    if (in.readByte() == PLAIN) {
      for (var i = 1; i < size; i++) {
        values[i] = values[i - 1] + in.readSigned();
      }
      return values;
    }
    for (var i = 1; i < size; ) {
      var end = i + in.readCount();
      var difference = in.readSigned();
      for (; i < end; i++) {
        values[i] = values[i - 1] + difference;
      }
    }
    return values;
  }

  private static long[] widen(int[] values, int size) {
    var wide = new long[size];
    for (var i = 0; i < size; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static int[] narrow(long[] values) {
    var narrow = new int[values.length];
    for (var i = 0; i < values.length; i++) {
      narrow[i] = (int) values[i];
    }
    return narrow;
  }
}
