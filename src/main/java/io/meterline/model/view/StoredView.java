package io.meterline.model.view;

import java.util.function.Consumer;

/** The rows of a view where they rest. Each reading gives the same rows, in an order that does not matter. */
public interface StoredView {
  /** What it is a view of. */
  View view();

  /**
   * How many rows there are.
   *
   * @throws io.meterline.model.MeterlineException if they cannot be read
   */
  long count();

  /**
   * Reads every row, without holding on to them.
   *
   * @throws io.meterline.model.MeterlineException if they cannot be read
   */
  void read(Consumer<Row> rows);
}
