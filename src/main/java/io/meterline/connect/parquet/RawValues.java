package io.meterline.connect.parquet;

import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;

/** Decodes a column of bytes, which most rows lack. */
final class RawValues implements ColumnPages.Values {
  private final byte[][] rows;

  /** For a number of rows, none of which has bytes yet. */
  RawValues(int rows) {
    this.rows = new byte[rows][];
  }

  @Override
  public void read(ColumnPages pages, int at, int count) throws IOException {
    var reader = pages.genericReader();
    for (var i = at; i < at + count; i++) {
      rows[i] = reader.readBytes().getBytes();
    }
  }

  @Override
  public void move(int from, int to) {
    rows[to] = rows[from];
  }

  /** Removes the bytes of a row. */
  void clear(int row) {
    rows[row] = null;
  }

  /** The bytes of a row, if it has any. */
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
