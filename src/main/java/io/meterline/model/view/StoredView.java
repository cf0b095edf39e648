package io.meterline.model.view;

import java.util.function.Consumer;

/** The stored rows of a view. Every read returns the same rows, in any order. */
public interface StoredView {
  /** The view. */
  View view();

  /**
   * The number of rows.
   *
   * @throws io.meterline.model.MeterlineException if they cannot be read
   */
  long count();

  /**
   * Reads every row, without keeping them in memory.
   *
   * @throws io.meterline.model.MeterlineException if they cannot be read
   */
  void read(Consumer<Row> rows);
}
