package io.meterline.connect.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;

/** Takes a column of 32-bit numbers. */
final class IntValues implements ColumnPages.Values {
  private final int[] into;
  private int[] dictionary = {};

  IntValues(int[] into) {
    this.into = into;
  }

  @Override
  public void take(ColumnPages pages, int at, int count) throws IOException {
    if (pages.encoding() == Encoding.DELTA_BINARY_PACKED) {
      Deltas.read(pages.bytes(), into, at, count);
    } else if (pages.encoding().usesDictionary()) {
      fromDictionary(pages, at, count);
    } else if (pages.encoding() == Encoding.PLAIN) {
      var bytes = pages.bytes();
      bytes.buffer().slice(bytes.skip((long) count * Integer.BYTES), count * Integer.BYTES)
          .order(bytes.buffer().order()).asIntBuffer().get(into, at, count);
    } else {
      var reader = pages.oneByOne();
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
    pages.places(into, at, count);
    look(dictionary, into, at, count);
  }

  /** Puts what the dictionary holds in place of places in it. */
  static void look(int[] dictionary, int[] into, int at, int count) {
    for (var i = at; i < at + count; i++) {
      into[i] = dictionary[into[i]];
    }
  }

  @Override
  public void move(int from, int to) {
    into[to] = into[from];
  }
}
