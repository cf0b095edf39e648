package io.meterline.connect.parquet;

import java.util.Optional;

/** One row of a file: a cell for each column asked for, which may hold a value, nothing, or a fault. */
final class Cells {
  private final Object[] cells;

  /** A row without values yet, of so many columns. */
  Cells(int columns) {
    cells = new Object[columns];
  }

  /** What stands in a cell that cannot be read. */
  record Fault(String problem) {}

  void set(int column, Object cell) {
    cells[column] = cell;
  }

  /** The value of a cell, empty if it holds none or a fault. */
  Optional<Object> value(int column) {
    return Optional.ofNullable(cells[column] instanceof Fault ? null : cells[column]);
  }

  /** What is wrong with a cell, empty if it holds a value or nothing. */
  Optional<String> fault(int column) {
    return cells[column] instanceof Fault fault ? Optional.of(fault.problem) : Optional.empty();
  }
}
