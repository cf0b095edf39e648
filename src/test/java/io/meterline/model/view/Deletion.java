package io.meterline.model.view;

/** Tombstones, packed. */
public final class Deletion {
  private Deletion() {}

  /**
   * One tombstone of a shard.
   *
   * @param row the row as it was, with the revision of its deletion
   */
  public static PackedRows of(Row row) {
    var packing = new PackedRows.Packing(GroupKey::ofShard);
    packing.deleted(row);
    return packing.packed().get(0);
  }
}
