package io.meterline.view;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The values of a row's key columns, ordered column by column, a missing value first. */
public final class RowKey implements Comparable<RowKey> {
  private static final Comparator<Object> VALUES = Comparator.nullsFirst(RowKey::compareValues);

  private final List<Object> values;

  RowKey(List<Object> values) {
    this.values = Collections.unmodifiableList(values);
  }

  @Override
  public int compareTo(RowKey other) {
    for (var i = 0; i < values.size(); i++) {
      var order = VALUES.compare(values.get(i), other.values.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @SuppressWarnings("unchecked") // Keys of one view have the same types in the same places.
  private static int compareValues(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey key && key.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.stream().map(value -> Objects.toString(value, "-")).collect(Collectors.joining(" "));
  }
}
