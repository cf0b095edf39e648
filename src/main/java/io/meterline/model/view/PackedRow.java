package io.meterline.model.view;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/**
 * A row on its way: its view, and the rest as bytes, written once and read once however many steps it passes. Or word that
 * the row of a key is no more: then it carries the row that was, with the revision of its deletion.
 */
public final class PackedRow {
  private final View view;
  private final Fate fate;
  private final byte[] bytes;

  /** What is to become of the row of a key. */
  private enum Fate {
    WRITTEN,
    DELETED
  }

  private PackedRow(View view, Fate fate, byte[] bytes) {
    this.view = view;
    this.fate = fate;
    this.bytes = bytes;
  }

  /** Packs a row. */
  public static PackedRow of(Row row) {
    return pack(row, Fate.WRITTEN);
  }

  /**
   * Packs the word that a row is no more.
   *
   * @param row the row as it was, with the revision of its deletion
   */
  public static PackedRow deletionOf(Row row) {
    return pack(row, Fate.DELETED);
  }

  private static PackedRow pack(Row row, Fate fate) {
    var out = new WireOutput();
    new RowFormat(row.view()).write(row, out);
    return new PackedRow(row.view(), fate, out.toBytes());
  }

  /** Whether the row of this key is no more. */
  public boolean isDeleted() {
    return fate == Fate.DELETED;
  }

  /** The row; if it is no more, as it was. */
  public Row unpack() {
    return new RowFormat(view).read(new WireInput(bytes));
  }

  /** Gives the row, or that it is no more. */
  public void giveTo(RowChanges taker) {
    switch (fate) {
      case WRITTEN -> taker.row(unpack());
      case DELETED -> taker.deleted(unpack());
    }
  }

  public View view() {
    return view;
  }
}
