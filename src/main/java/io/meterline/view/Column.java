package io.meterline.view;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/**
 * A column of a view.
 *
 * @param name its name
 * @param type what its values are
 * @param presence whether a row may be without one
 */
public record Column(String name, Type type, Presence presence) implements Serializable {
  /** Whether a row may be without a value. */
  public enum Presence {
    REQUIRED,
    OPTIONAL
  }

  /** What the values of a column are, here and in Parquet. */
  public enum Type {
    /** UTF-8 text. */
    STRING(String.class),
    /** int32. */
    INT(Integer.class),
    /** int64. */
    LONG(Long.class),
    /** A date without a zone. */
    DATE(LocalDate.class),
    /** TIMESTAMP(MILLIS, UTC). */
    TIMESTAMP(Instant.class),
    /** list of int64. */
    LONGS(LongList.class);

    private final Class<?> values;

    Type(Class<?> values) {
      this.values = values;
    }

    /** Whether {@code value} can stand in a column of this type. */
    boolean holds(Object value) {
      return values.isInstance(value);
    }
  }

  void check(Object value) {
    var missing = Objects.isNull(value);
    if (missing ? presence == Presence.REQUIRED : !type.holds(value)) {
      throw new IllegalArgumentException("column " + name + " (" + type + ", " + presence + ") cannot hold " + value);
    }
  }
}
