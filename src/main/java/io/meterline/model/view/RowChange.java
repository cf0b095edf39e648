package io.meterline.model.view;

import java.util.Optional;

/**
 * A row that differs between two states of a view.
 *
 * @param before the row before; empty if it was added
 * @param after the row after; empty if it was deleted. Of a changed row, both have the same key
 */
public record RowChange(Optional<Row> before, Optional<Row> after) {
  public RowChange {
    if (before.isEmpty() && after.isEmpty()) {
      throw new IllegalArgumentException("a row that is neither there before nor after");
    }
  }

  /** A row that was added. */
  public static RowChange added(Row row) {
    return new RowChange(Optional.empty(), Optional.of(row));
  }

  /** A row that was deleted. */
  public static RowChange deleted(Row row) {
    return new RowChange(Optional.of(row), Optional.empty());
  }

  /** A row whose values changed. */
  public static RowChange changed(Row before, Row after) {
    return new RowChange(Optional.of(before), Optional.of(after));
  }

  /** One of the rows, which have the same key. */
  public Row any() {
    return after.or(() -> before).orElseThrow();
  }
}
