package io.meterline.model.view;

import java.util.function.Consumer;

/** The rows that differ between two states of views. Every read returns the same changes, in the same order. */
@FunctionalInterface
public interface RowDifferences {
  /**
   * Passes each row of a view that differs, in the order of files and keys. Of a view that keeps all rows, equal rows cancel each
   * other out, and none is changed: rows are added and deleted.
   *
   * @throws io.meterline.model.MeterlineException if the rows cannot be read
   */
  void read(View view, Consumer<RowChange> changes);
}
