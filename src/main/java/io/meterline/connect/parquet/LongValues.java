package io.meterline.connect.parquet;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.parquet.column.Encoding;

/** Decodes a column of 64-bit numbers. */
final class LongValues implements ColumnPages.Values {
  private final long[] into;
  private long[] dictionary = {};
  private int[] indices = {};

  LongValues(long[] into) {
    this.into = into;
  }

  @Override
  public void read(ColumnPages pages, int at, int count) throws IOException {
    if (pages.encoding() == Encoding.DELTA_BINARY_PACKED) {
      Deltas.read(pages.bytes(), into, at, count);
    } else if (pages.encoding().usesDictionary()) {
      fromDictionary(pages, at, count);
    } else if (pages.encoding() == Encoding.PLAIN) {
      var bytes = pages.bytes();
      bytes.buffer().slice(bytes.skip((long) count * Long.BYTES), count * Long.BYTES)
          .order(bytes.buffer().order()).asLongBuffer().get(into, at, count);
    } else {
      var reader = pages.genericReader();
      for (var i = at; i < at + count; i++) {
        into[i] = reader.readLong();
      }
    }
  }

  private void fromDictionary(ColumnPages pages, int at, int count) {
    if (dictionary.length == 0) {
      var entries = pages.dictionary();
      dictionary = new long[entries.getMaxId() + 1];
      Arrays.setAll(dictionary, entries::decodeToLong);
    }
    if (indices.length < count) {
      indices = new int[count];
    }
    pages.indices(indices, 0, count);
    lookUp(indices, dictionary, into, at, count);
  }

  private static void lookUp(int[] indices, long[] dictionary, long[] into, int at, int count) {
    for (var i = 0; i < count; i++) {
      into[at + i] = dictionary[indices[i]];
    }
  }

  @Override
  public void move(int from, int to) {
    into[to] = into[from];
  }

  /**
   * Converts times to milliseconds, and marks as missing the rows whose time is not a whole number of milliseconds.
   *
   * @param perMillisecond units per millisecond
   */
  static void toMilliseconds(long[] times, int from, int count, long perMillisecond, BitSet missing) {
    if (perMillisecond == 1) {
      return;
    }
    for (var i = 0; i < count; i++) {
      var time = times[from + i];
      var milliseconds = Math.floorDiv(time, perMillisecond);
      if (milliseconds * perMillisecond != time) {
        missing.set(i);
      }
      times[from + i] = milliseconds;
    }
  }
}
