package io.meterline.connect.parquet;

import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;

/** Takes a column of bytes, of which most rows have none. */
final class RawValues implements ColumnPages.Values {
  private final byte[][] rows;

  /** For so many rows, none of which has bytes yet. */
  RawValues(int rows) {
    this.rows = new byte[rows][];
  }

  @Override
  public void take(ColumnPages pages, int at, int count) throws IOException {
    var reader = pages.oneByOne();
    for (var i = at; i < at + count; i++) {
      rows[i] = reader.readBytes().getBytes();
    }
  }

  @Override
  public void move(int from, int to) {
    rows[to] = rows[from];
  }

  /** Has a row be without bytes, whatever was taken or moved there. */
  void clear(int row) {
    rows[row] = null;
  }

  /** The bytes of a row. */
  Optional<byte[]> of(int row) {
    return row < rows.length ? Optional.ofNullable(rows[row]) : Optional.empty();
  }

  /** The rows that have bytes. */
  BitSet rows() {
    var present = new BitSet();
    for (var row = 0; row < rows.length; row++) {
      if (rows[row] != null) {
        present.set(row);
      }
    }
    return present;
  }
}
