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
 * The shape of a view.
 *
 * @param name what it is called, and the folder it is written to
 * @param columns its columns, those of the key first
 * @param keyColumns how many of them are the key
 * @param datedBy the index of the column, a date or a timestamp, that places a row in time
 * @param retention which of the rows of one key are kept
 */
public record View(String name, List<Column> columns, int keyColumns, int datedBy, Retention retention)
    implements Serializable {

  /** Which of the rows of one key are kept. */
  public enum Retention {
    /** A later row replaces an earlier one of its key. */
    LAST,
    /** Every row is kept: the view is a list of what happened. */
    ALL
  }

  /** Views are told apart by their names. */
  @Override
  public boolean equals(Object other) {
    return other instanceof View view && view.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Starts the description of a view of which the last row of each key is kept. */
  public static Builder named(String name) {
    return new Builder(name, Retention.LAST);
  }

  /** Starts the description of a view of which every row is kept. */
  public static Builder listNamed(String name) {
    return new Builder(name, Retention.ALL);
  }

  /**
   * A row of this view.
   *
   * @param revision grows with every replacement of the row
   * @param values one for each column, in their order; an {@link Optional}, {@link OptionalLong} or {@link OptionalInt}
   *     where the column may be without one
   * @throws IllegalArgumentException if a value does not fit its column
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
    // Whether it is any other list is asked last: that takes long to find out of what is none.
    if (value instanceof Long || value instanceof String || value instanceof LocalDate || value instanceof LongList) {
      return value;
    }
    return value instanceof List<?> list ? LongList.copyOf(list) : value;
  }

  /** The index of the column of the given name. */
  public int indexOf(String column) {
    for (var i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException("view " + name + " has no column " + column);
  }

  /** Describes a view column by column. */
  public static final class Builder {
    private final String name;
    private final Retention retention;
    private final List<Column> columns = new ArrayList<>();
    private int keyColumns;

    private Builder(String name, Retention retention) {
      this.name = name;
      this.retention = retention;
    }

    /** A column that every row has, part of the key. All of these come before the others. */
    public Builder key(String column, Type type) {
      return key(column, type, Presence.REQUIRED);
    }

    /** A column that is part of the key. All of these come before the others. */
    public Builder key(String column, Type type, Presence presence) {
      if (keyColumns != columns.size()) {
        throw new IllegalStateException("key column " + column + " must come before the other columns");
      }
      keyColumns++;
      columns.add(new Column(column, type, presence));
      return this;
    }

    /** A column that every row has. */
    public Builder column(String column, Type type) {
      columns.add(new Column(column, type, Presence.REQUIRED));
      return this;
    }

    /** A column that a row may be without. */
    public Builder optional(String column, Type type) {
      columns.add(new Column(column, type, Presence.OPTIONAL));
      return this;
    }

    /**
     * Ends the description: the column, a date or a timestamp, places a row in time. Where the last row of a key is kept,
     * it is part of the key, so that the rows of one key have one place.
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
