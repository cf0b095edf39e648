package io.meterline.view;

import java.util.Arrays;
import java.util.Optional;

/** A row of a view. Two rows are equal when their view and values are; the revision is bookkeeping. */
public final class Row {
  private final View view;
  private final long revision;
  private final Object[] values;

  Row(View view, long revision, Object[] values) {
    if (values.length != view.columns().size()) {
      throw new IllegalArgumentException(
          "a row of " + view.name() + " has " + view.columns().size() + " values, not " + values.length);
    }
    for (var i = 0; i < values.length; i++) {
      view.columns().get(i).check(values[i]);
    }
    this.view = view;
    this.revision = revision;
    this.values = values;
  }

  public View view() {
    return view;
  }

  /** Grows with every replacement of the row of its key. */
  public long revision() {
    return revision;
  }

  /** The same values at another revision. */
  public Row at(long revision) {
    return new Row(view, revision, values);
  }

  /**
   * The value of a column that has one.
   *
   * @throws IllegalStateException if it has none
   */
  public Object get(int column) {
    return find(column)
        .orElseThrow(() -> new IllegalStateException("no value for " + view.columns().get(column).name()));
  }

  /** The value of a column, empty if the row is without one. */
  public Optional<Object> find(int column) {
    return Optional.ofNullable(values[column]);
  }

  /** The value of the column of the given name, empty if the row is without one. */
  public Optional<Object> find(String column) {
    return find(view.indexOf(column));
  }

  /** What tells this row from others of its view. */
  public RowKey key() {
    return new RowKey(Arrays.copyOf(values, view.keyColumns()));
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
      text.append(' ').append(view.columns().get(i).name()).append('=').append(find(i).map(Object::toString).orElse("-"));
    }
    return text.toString();
  }
}
