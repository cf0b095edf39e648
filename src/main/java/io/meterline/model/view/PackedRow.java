package io.meterline.model.view;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/**
 * A row on its way: its view, and the rest as bytes, written once and read once however many steps it passes. Or word that
 * the row of a key is no more: then it carries the row that was, with the revision of its deletion.
 */
public final class PackedRow {
  private final View view;
  private final Kind kind;
  private final byte[] bytes;

  /** What is to become of the row of a key. */
  private enum Kind {
    UPSERT,
    DELETE
  }

  private PackedRow(View view, Kind kind, byte[] bytes) {
    this.view = view;
    this.kind = kind;
    this.bytes = bytes;
  }

  /** Packs a row. */
  public static PackedRow of(Row row) {
    return pack(row, Kind.UPSERT);
  }

  /**
   * Packs the word that a row is no more.
   *
   * @param row the row as it was, with the revision of its deletion
   */
  public static PackedRow deletionOf(Row row) {
    return pack(row, Kind.DELETE);
  }

  private static PackedRow pack(Row row, Kind kind) {
    var out = new WireOutput();
    new RowFormat(row.view()).write(row, out);
    return new PackedRow(row.view(), kind, out.toBytes());
  }

  /** Whether the row of this key is no more. */
  public boolean isDeleted() {
    return kind == Kind.DELETE;
  }

  /** The row; if it is no more, as it was. */
  public Row unpack() {
    return new RowFormat(view).read(new WireInput(bytes));
  }

  /** Gives the row, or that it is no more. */
  public void emitTo(RowChanges taker) {
    switch (kind) {
      case UPSERT -> taker.row(unpack());
      case DELETE -> taker.deleted(unpack());
    }
  }

  public View view() {
    return view;
  }
}
