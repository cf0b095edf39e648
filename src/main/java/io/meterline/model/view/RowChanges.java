package io.meterline.model.view;

/** Takes what becomes of the rows of views. */
public interface RowChanges {
  /** Takes a row; it replaces the earlier ones of its key. */
  void row(Row row);

  /** Takes a row that should not exist any more, as it was, with the revision of its deletion. */
  void deleted(Row row);
}
