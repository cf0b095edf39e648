package io.meterline.view;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** The values of a row's key columns, ordered column by column, a missing value first. */
public final class RowKey implements Comparable<RowKey> {
  private final Object[] values;

  RowKey(Object[] values) {
    this.values = values;
  }

  @Override
  public int compareTo(RowKey other) {
    for (var i = 0; i < values.length; i++) {
      var order = compare(values[i], other.values[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @SuppressWarnings("unchecked") // Keys of one view have the same types in the same places.
  private static int compare(Object a, Object b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return ((Comparable<Object>) a).compareTo(b);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey key && Arrays.equals(key.values, values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.stream(values).map(value -> Objects.toString(value, "-")).collect(Collectors.joining(" "));
  }
}
