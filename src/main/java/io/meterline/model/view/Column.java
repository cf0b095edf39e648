package io.meterline.model.view;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A column of a view.
 *
 * @param name its name
 * @param type the type of its values
 * @param presence whether its values are nullable
 */
public record Column(String name, Type type, Presence presence) implements Serializable {
  /** Whether the column is nullable. */
  public enum Presence {
    REQUIRED,
    OPTIONAL
  }

  /** The type of a column, here and in Parquet. */
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
    LONGS,
    /** Bytes without a meaning to readers. */
    BYTES;

    /** Whether {@code value} has this type. */
    boolean holds(Object value) {
      // Each instanceof is one comparison; Class.isInstance on a field would be a call.
      return switch (this) {
        case STRING -> value instanceof String;
        case INT -> value instanceof Integer;
        case LONG -> value instanceof Long;
        case DATE -> value instanceof LocalDate;
        case TIMESTAMP -> value instanceof Instant;
        case LONGS -> value instanceof LongList;
        case BYTES -> value instanceof Bytes;
      };
    }
  }

  void check(Object value) {
    if (value == null ? presence == Presence.REQUIRED : !type.holds(value)) {
      throw new IllegalArgumentException("column " + name + " (" + type + ", " + presence + ") cannot hold " + value);
    }
  }
}
