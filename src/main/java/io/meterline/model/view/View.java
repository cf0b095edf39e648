package io.meterline.model.view;

import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.Column.Type;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The schema of a view.
 *
 * @param name its name, and the folder it is written to
 * @param columns its columns, those of the key first
 * @param keyColumns the number of key columns
 * @param datedBy the index of the column, a date or a timestamp, that dates a row
 * @param retention which rows of one key are kept
 */
public record View(String name, List<Column> columns, int keyColumns, int datedBy, Retention retention)
    implements Serializable {

  /** Which rows of one key are kept. */
  public enum Retention {
    /** The last one: a row replaces earlier rows of its key. */
    LAST,
    /** All of them: the view is an append-only list. */
    ALL
  }

  /** Views are equal if their names are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof View view && view.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Builds a view that keeps the last row of each key. */
  public static Builder named(String name) {
    return new Builder(name, Retention.LAST);
  }

  /** Builds a view that keeps every row. */
  public static Builder listNamed(String name) {
    return new Builder(name, Retention.ALL);
  }

  /**
   * A row of this view.
   *
   * @param revision increases with every new version of the row
   * @param values one for each column, in order; an {@link Optional}, {@link OptionalLong} or {@link OptionalInt} for an
   *     optional column
   * @throws IllegalArgumentException if a value does not match its column
   */
  public Row row(long revision, Object... values) {
    var plain = new Object[values.length];
    for (var i = 0; i < values.length; i++) {
      plain[i] = plain(values[i]);
    }
    return Row.checked(this, revision, plain);
  }

  private static Object plain(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? plain(optional.get()) : null;
    }
    if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? optional.getAsLong() : null;
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? optional.getAsInt() : null;
    }
    // The check for other lists comes last: an interface check that fails is slow.
    if (value instanceof Long || value instanceof String || value instanceof LocalDate || value instanceof LongList) {
      return value;
    }
    return value instanceof List<?> list ? LongList.copyOf(list) : value;
  }

  /** The index of the column with the given name. */
  public int indexOf(String column) {
    for (var i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException("view " + name + " has no column " + column);
  }

  /** Builds a view column by column. */
  public static final class Builder {
    private final String name;
    private final Retention retention;
    private final List<Column> columns = new ArrayList<>();
    private int keyColumns;

    private Builder(String name, Retention retention) {
      this.name = name;
      this.retention = retention;
    }

    /** Adds a required key column. Key columns come before the others. */
    public Builder key(String column, Type type) {
      return key(column, type, Presence.REQUIRED);
    }

    /** Adds a key column. Key columns come before the others. */
    public Builder key(String column, Type type, Presence presence) {
      if (keyColumns != columns.size()) {
        throw new IllegalStateException("key column " + column + " must come before the other columns");
      }
      keyColumns++;
      columns.add(new Column(column, type, presence));
      return this;
    }

    /** Adds a required column. */
    public Builder column(String column, Type type) {
      columns.add(new Column(column, type, Presence.REQUIRED));
      return this;
    }

    /** Adds an optional column. */
    public Builder optional(String column, Type type) {
      columns.add(new Column(column, type, Presence.OPTIONAL));
      return this;
    }

    /**
     * Builds the view, dated by the given column, a date or a timestamp. If the last row of each key is kept, this must be a
     * key column, so that all rows of a key belong to one group.
     */
    public View datedBy(String column) {
      var view = new View(name, List.copyOf(columns), keyColumns, 0, retention);
      var index = view.indexOf(column);
      if (retention == Retention.LAST && index >= keyColumns) {
        throw new IllegalStateException("view " + name + " is dated by " + column + ", which is not part of its key");
      }
      return new View(name, view.columns, keyColumns, index, retention);
    }
  }
}
