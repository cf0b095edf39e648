package io.meterline.model.view;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** The values of a row's key columns, ordered column by column, nulls first. */
public final class RowKey implements Comparable<RowKey> {
  private final Object[] values;
  private final int size;

  /**
   * A key of the first {@code size} values of a row.
   *
   * @param values the values of the row, which must not be modified afterwards
   * @param size the number of key columns
   */
  RowKey(Object[] values, int size) {
    this.values = values;
    this.size = size;
  }

  @Override
  public int compareTo(RowKey other) {
    return compare(values, other.values, size);
  }

  /** Compares the first {@code size} values of two rows of one view. */
  private static int compare(Object[] values, Object[] others, int size) {
    for (var i = 0; i < size; i++) {
      var order = compare(values[i], others[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Whether the first {@code size} values are equal. */
  private static boolean equal(Object[] values, Object[] others, int size) {
    // Consecutive keys of a device have equal texts and often differ only in the last column.
    for (var i = size - 1; i >= 0; i--) {
      if (!Objects.equals(values[i], others[i])) {
        return false;
      }
    }
    return true;
  }

  // Keys of one view have the same types in the same columns. Types are tested one by one because a megamorphic call of
  // compareTo could not be inlined.
  @SuppressWarnings("unchecked")
  private static int compare(Object a, Object b) {
    if (a == b) {
      return 0;
    }
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    if (a instanceof String text) {
      return text.compareTo((String) b);
    }
    if (a instanceof LocalDate date) {
      return date.compareTo((LocalDate) b);
    }
    if (a instanceof Instant instant) {
      return instant.compareTo((Instant) b);
    }
    return ((Comparable<Object>) a).compareTo(b);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey key && key.size == size && equal(key.values, values, size);
  }

  @Override
  public int hashCode() {
    var hash = 1;
    for (var i = 0; i < size; i++) {
      hash = 31 * hash + Objects.hashCode(values[i]);
    }
    return hash;
  }

  @Override
  public String toString() {
    return Arrays.stream(values, 0, size).map(value -> Objects.toString(value, "-")).collect(Collectors.joining(" "));
  }
}
