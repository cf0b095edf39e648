package io.meterline.model.view;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;

/**
 * A serialized row: its view, and the rest as bytes, written once and read once however many steps it passes through. It is
 * either an upsert or the deletion of a row, which then carries the last version of the row and the revision of the deletion.
 */
public final class PackedRow {
  private final View view;
  private final Kind kind;
  private final byte[] bytes;

  /** The kind of change. */
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
   * Packs the deletion of a row.
   *
   * @param row the last version of the row, with the revision of the deletion
   */
  public static PackedRow deletionOf(Row row) {
    return pack(row, Kind.DELETE);
  }

  private static PackedRow pack(Row row, Kind kind) {
    var out = new WireOutput();
    new RowFormat(row.view()).write(row, out);
    return new PackedRow(row.view(), kind, out.toBytes());
  }

  /** Whether this is a deletion. */
  public boolean isDeleted() {
    return kind == Kind.DELETE;
  }

  /** The row; if deleted, its last version. */
  public Row unpack() {
    return new RowFormat(view).read(new WireInput(bytes));
  }

  /** Passes on the row or its deletion. */
  public void emitTo(RowChanges changes) {
    switch (kind) {
      case UPSERT -> changes.row(unpack());
      case DELETE -> changes.deleted(unpack());
    }
  }

  public View view() {
    return view;
  }
}
