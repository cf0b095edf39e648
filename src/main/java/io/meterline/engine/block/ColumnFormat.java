package io.meterline.engine.block;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.Arrays;

/**
 * The wire format of a column: runs of equal differences if there are few, as for a meter that reads every half hour, otherwise
 * the numbers themselves.
 */
final class ColumnFormat {
  private static final byte RUNS = 0;
  private static final byte NUMBERS = 1;

  /** A run takes about as many bytes as this many numbers. */
  private static final int NUMBERS_PER_RUN = 4;

  private ColumnFormat() {}

  /** Writes the values with index {@code from}, inclusive, to {@code to}, exclusive; at least one. */
  static void write(long[] values, int from, int to, WireOutput out) {
    var runs = countRuns(values, from, to);
    if (runs * NUMBERS_PER_RUN < to - from) {
      out.writeByte(RUNS);
      writeRuns(values, from, to, runs, out);
    } else {
      out.writeByte(NUMBERS);
      out.writeNumbers(values, from, to);
    }
  }

  /** As {@link #write(long[], int, int, WireOutput)}, optimized for equal values. */
  static void write(int[] values, int from, int to, WireOutput out) {
    if (areEqual(values, from, to)) {
      out.writeByte(RUNS);
      out.writeSigned(values[from]);
      out.writeCount(to - from > 1 ? 1 : 0);
      if (to - from > 1) {
        writeRun(to - from - 1, 0, out);
      }
      return;
    }
    var wide = new long[to - from];
    Arrays.setAll(wide, i -> values[from + i]);
    write(wide, 0, wide.length, out);
  }

  private static boolean areEqual(int[] values, int from, int to) {
    for (var i = from + 1; i < to; i++) {
      if (values[i] != values[from]) {
        return false;
      }
    }
    return true;
  }

  /** Reads values into indexes {@code from}, inclusive, to {@code to}, exclusive; at least one. */
  static void read(WireInput in, long[] into, int from, int to) {
    var tag = in.readByte();
    switch (tag) {
      case RUNS -> readRuns(in, into, from, to);
      case NUMBERS -> in.readNumbers(into, from, to);
      default -> throw new IllegalArgumentException("unknown column tag " + tag);
    }
  }

  /** As {@link #read(WireInput, long[], int, int)}. */
  static void read(WireInput in, int[] into, int from, int to) {
    var wide = new long[to - from];
    read(in, wide, 0, wide.length);
    for (var i = 0; i < wide.length; i++) {
      into[from + i] = (int) wide[i];
    }
  }

  /** The number of runs of equal differences. Stops counting once there are too many to be useful. */
  private static int countRuns(long[] values, int from, int to) {
    var most = (to - from) / NUMBERS_PER_RUN;
    var runs = 0;
    for (var i = from + 1; i < to && runs <= most; i++) {
      if (i == from + 1 || values[i] - values[i - 1] != values[i - 1] - values[i - 2]) {
        runs++;
      }
    }
    return runs;
  }

  private static void writeRuns(long[] values, int from, int to, int runs, WireOutput out) {
    out.writeSigned(values[from]);
    out.writeCount(runs);
    for (int start = from + 1, end; start < to; start = end) {
      var difference = values[start] - values[start - 1];
      end = start + 1;
      while (end < to && values[end] - values[end - 1] == difference) {
        end++;
      }
      writeRun(end - start, difference, out);
    }
  }

  private static void writeRun(int length, long difference, WireOutput out) {
    out.writeCount(length);
    out.writeSigned(difference);
  }

  private static void readRuns(WireInput in, long[] into, int from, int to) {
    into[from] = in.readSigned();
    var next = from + 1;
    for (var runs = in.readCount(); runs > 0; runs--) {
      var end = next + in.readCount();
      var difference = in.readSigned();
      if (end > to || end < next) {
        throw new IllegalArgumentException("a run up to " + (end - from) + " of " + (to - from) + " numbers");
      }
      for (; next < end; next++) {
        into[next] = into[next - 1] + difference;
      }
    }
    if (next != to) {
      throw new IllegalArgumentException("runs of " + (next - from) + " of " + (to - from) + " numbers");
    }
  }
}
