package io.meterline.model.view;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** An immutable row of a view. Rows are equal if their views and values are; the revision is not compared. */
public final class Row {
  private final View view;
  private final long revision;
  private final Object[] values;

  /** A row of values that are known to match their columns. */
  Row(View view, long revision, Object[] values) {
    this.view = view;
    this.revision = revision;
    this.values = values;
  }

  /**
   * A row of values that are checked against their columns.
   *
   * @throws IllegalArgumentException if they do not match
   */
  static Row checked(View view, long revision, Object[] values) {
    var columns = view.columns();
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row of " + view.name() + " has " + columns.size() + " values, not " + values.length);
    }
    for (var i = 0; i < values.length; i++) {
      columns.get(i).check(values[i]);
    }
    return new Row(view, revision, values);
  }

  public View view() {
    return view;
  }

  /** The revision, which increases with every new version of the row of a key. */
  public long revision() {
    return revision;
  }

  /** The same values at another revision. */
  public Row at(long revision) {
    return new Row(view, revision, values);
  }

  /** Whether the row has a value in the column. */
  public boolean has(int column) {
    return values[column] != null;
  }

  /** The value of a column, null if there is none. */
  Object raw(int column) {
    return values[column];
  }

  /**
   * The value of a column, which must have one.
   *
   * @throws IllegalStateException if it has none
   */
  public Object get(int column) {
    var value = values[column];
    if (value == null) {
      throw new IllegalStateException("no value for " + view.columns().get(column).name());
    }
    return value;
  }

  /** The value of a column, empty if there is none. */
  public Optional<Object> find(int column) {
    return Optional.ofNullable(values[column]);
  }

  /** The value of the column with the given name, empty if there is none. */
  public Optional<Object> find(String column) {
    return find(view.indexOf(column));
  }

  /** The key, which is unique within a view that keeps the last row of each key. */
  public RowKey key() {
    return new RowKey(values, view.keyColumns());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Row row && row.view.equals(view) && Arrays.equals(row.values, values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    var text = new StringBuilder(view.name());
    for (var i = 0; i < values.length; i++) {
      text.append(' ').append(view.columns().get(i).name()).append('=').append(Objects.toString(values[i], "-"));
    }
    return text.toString();
  }
}
