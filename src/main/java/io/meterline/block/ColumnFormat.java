package io.meterline.block;

import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;

/**
 * The bytes of a column: runs of equal differences where these are few, as of a meter that reads every half hour, and else
 * the numbers as they are.
 */
final class ColumnFormat {
  private static final byte RUNS = 0;
  private static final byte NUMBERS = 1;

  /** A run takes about as many bytes as so many numbers. */
  private static final int NUMBERS_PER_RUN = 4;

  private ColumnFormat() {}

  /** Writes the first {@code size} values, at least one. */
  static void write(long[] values, int size, WireOutput out) {
    var runs = countRuns(values, size);
    if (runs * NUMBERS_PER_RUN < size) {
      out.writeByte(RUNS);
      writeRuns(values, size, runs, out);
    } else {
      out.writeByte(NUMBERS);
      out.writeNumbers(values, size);
    }
  }

  /** As {@link #write(long[], int, WireOutput)}. */
  static void write(int[] values, int size, WireOutput out) {
    var wide = new long[size];
    for (var i = 0; i < size; i++) {
      wide[i] = values[i];
    }
    write(wide, size, out);
  }

  static long[] read(WireInput in, int size) {
    var tag = in.readByte();
    return switch (tag) {
      case RUNS -> readRuns(in, size);
      case NUMBERS -> in.readNumbers(size);
      default -> throw new IllegalArgumentException("no column has tag " + tag);
    };
  }

  static int[] readInts(WireInput in, int size) {
    var values = read(in, size);
    var narrow = new int[size];
    for (var i = 0; i < size; i++) {
      narrow[i] = (int) values[i];
    }
    return narrow;
  }

  /** How many runs of equal differences there are; stops counting where they are too many to be of use. */
  private static int countRuns(long[] values, int size) {
    var runs = 0;
    var last = 0L;
    for (var i = 1; i < size && runs * NUMBERS_PER_RUN < size; i++) {
      var difference = values[i] - values[i - 1];
      if (i == 1 || difference != last) {
        runs++;
        last = difference;
      }
    }
    return runs;
  }

  private static void writeRuns(long[] values, int size, int runs, WireOutput out) {
    out.writeSigned(values[0]);
    out.writeCount(runs);
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

  private static long[] readRuns(WireInput in, int size) {
    var values = new long[size];
    values[0] = in.readSigned();
    var next = 1;
    for (var runs = in.readCount(); runs > 0; runs--) {
      var end = next + in.readCount();
      var difference = in.readSigned();
      if (end > size || end < next) {
        throw new IllegalArgumentException("a run up to " + end + " of " + size + " numbers");
      }
      for (; next < end; next++) {
        values[next] = values[next - 1] + difference;
      }
    }
    if (next != size) {
      throw new IllegalArgumentException("runs of " + next + " of " + size + " numbers");
    }
    return values;
  }
}
