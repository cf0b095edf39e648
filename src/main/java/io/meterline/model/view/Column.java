package io.meterline.model.view;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;

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
    STRING,
    /** int32. */
    INT,
    /** int64. */
    LONG,
    /** A date without a zone. */
    DATE,
    /** TIMESTAMP(MILLIS, UTC). */
    TIMESTAMP,
    /** list of int64. */
    LONGS;

    /** Whether {@code value} can stand in a column of this type. */
    boolean holds(Object value) {
      // Each of these is one comparison; a test with a class kept in a field is a call.
      return switch (this) {
        case STRING -> value instanceof String;
        case INT -> value instanceof Integer;
        case LONG -> value instanceof Long;
        case DATE -> value instanceof LocalDate;
        case TIMESTAMP -> value instanceof Instant;
        case LONGS -> value instanceof LongList;
      };
    }
  }

  void check(Object value) {
    if (value == null ? presence == Presence.REQUIRED : !type.holds(value)) {
      throw new IllegalArgumentException("column " + name + " (" + type + ", " + presence + ") cannot hold " + value);
    }
  }
}
