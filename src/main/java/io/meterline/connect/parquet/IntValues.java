package io.meterline.connect.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;

/** Decodes a column of 32-bit numbers. */
final class IntValues implements ColumnPages.Values {
  private final int[] into;
  private int[] dictionary = {};

  IntValues(int[] into) {
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
      bytes.buffer().slice(bytes.skip((long) count * Integer.BYTES), count * Integer.BYTES)
          .order(bytes.buffer().order()).asIntBuffer().get(into, at, count);
    } else {
      var reader = pages.genericReader();
      for (var i = at; i < at + count; i++) {
        into[i] = reader.readInteger();
      }
    }
  }

  private void fromDictionary(ColumnPages pages, int at, int count) {
    if (dictionary.length == 0) {
      var entries = pages.dictionary();
      dictionary = new int[entries.getMaxId() + 1];
      Arrays.setAll(dictionary, entries::decodeToInt);
    }
    pages.indices(into, at, count);
    lookUp(dictionary, into, at, count);
  }

  /** Replaces dictionary indices with the values that they refer to. */
  static void lookUp(int[] dictionary, int[] into, int at, int count) {
    for (var i = at; i < at + count; i++) {
      into[i] = dictionary[into[i]];
    }
  }

  @Override
  public void move(int from, int to) {
    into[to] = into[from];
  }
}
