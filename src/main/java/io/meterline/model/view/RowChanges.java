package io.meterline.model.view;

/** Receives changes of rows: upserts and deletions. */
public interface RowChanges {
  /** Receives an upsert: the row replaces earlier ones of its key. */
  void row(Row row);

  /** Receives the deletion of a row: its last version, with the revision of the deletion. */
  void deleted(Row row);
}
