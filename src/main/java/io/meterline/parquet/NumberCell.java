package io.meterline.parquet;

import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** The value of a column of numbers or times at the row at hand. Times are epoch milliseconds UTC. */
final class NumberCell {
  private final ColumnReader column;
  private final int present;
  private final Width width;
  private final long perMillisecond;
  private boolean isPresent;
  private long number;

  private enum Width {
    INT32,
    INT64
  }

  private NumberCell(ColumnReader column, Width width, long perMillisecond) {
    this.column = column;
    this.present = column.getDescriptor().getMaxDefinitionLevel();
    this.width = width;
    this.perMillisecond = perMillisecond;
  }

  static NumberCell of(ColumnReader column, Type type) {
    var is32 = type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT32;
    return new NumberCell(column, is32 ? Width.INT32 : Width.INT64, perMillisecond(type));
  }

  private static long perMillisecond(Type type) {
    if (type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp) {
      return switch (timestamp.getUnit()) {
        case MILLIS -> 1;
        case MICROS -> 1_000;
        case NANOS -> 1_000_000;
      };
    }
    return 1;
  }

  /** Moves to the next row, and says whether it has a value: a time of parts of a millisecond is none. */
  boolean next() {
    isPresent = present == 0 || column.getCurrentDefinitionLevel() == present;
    if (isPresent) {
      number = width == Width.INT32 ? column.getInteger() : column.getLong();
      if (perMillisecond > 1) {
        isPresent = number % perMillisecond == 0;
        number = Math.floorDiv(number, perMillisecond);
      }
    }
    column.consume();
    return isPresent;
  }

  boolean isPresent() {
    return isPresent;
  }

  /** The value at the row at hand, where there is one. */
  long number() {
    return number;
  }
}
