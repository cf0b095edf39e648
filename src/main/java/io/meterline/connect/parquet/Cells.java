package io.meterline.connect.parquet;

import java.util.Optional;

/** A row of a file: for each requested column a value, nothing, or a fault. */
final class Cells {
  private final Object[] cells;

  /** A row without values. */
  Cells(int columns) {
    cells = new Object[columns];
  }

  /** The content of a cell that cannot be read. */
  record Fault(String problem) {}

  void set(int column, Object cell) {
    cells[column] = cell;
  }

  /** Whether a cell has a value: neither nothing nor a fault. */
  boolean has(int column) {
    return cells[column] != null && !(cells[column] instanceof Fault);
  }

  /** The value of a cell; empty if it has none, or a fault. */
  Optional<Object> value(int column) {
    return Optional.ofNullable(cells[column] instanceof Fault ? null : cells[column]);
  }

  /** What is wrong with a cell; empty if it has a value or nothing. */
  Optional<String> fault(int column) {
    return cells[column] instanceof Fault fault ? Optional.of(fault.problem) : Optional.empty();
  }
}
