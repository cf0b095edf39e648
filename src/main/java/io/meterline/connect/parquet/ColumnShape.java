package io.meterline.connect.parquet;

import io.meterline.model.view.Column;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** The Parquet types accepted for a column, in files of any writer. */
final class ColumnShape {
  private ColumnShape() {}

  /** Whether a field of a file can be read as a column of the type. Missing values are checked row by row. */
  static boolean fits(Column.Type type, Type field) {
    if (field.isRepetition(Repetition.REPEATED)) {
      return false;
    }
    var meaning = field.getLogicalTypeAnnotation();
    return switch (type) {
      case STRING -> is(field, PrimitiveTypeName.BINARY) && meaning instanceof StringLogicalTypeAnnotation;
      case INT -> is(field, PrimitiveTypeName.INT32) && isNumber(meaning);
      case LONG -> is(field, PrimitiveTypeName.INT64) && isNumber(meaning);
      case DATE -> is(field, PrimitiveTypeName.INT32) && meaning instanceof DateLogicalTypeAnnotation;
      case TIMESTAMP ->
          is(field, PrimitiveTypeName.INT64)
              && meaning instanceof TimestampLogicalTypeAnnotation timestamp
              && timestamp.isAdjustedToUTC();
      case LONGS -> isListOfLongs(field);
      case BYTES -> is(field, PrimitiveTypeName.BINARY) && meaning == null;
    };
  }

  /** The type as the Parquet format names it. */
  static String describe(Column.Type type) {
    return switch (type) {
      case STRING -> "BINARY (STRING)";
      case INT -> "INT32";
      case LONG -> "INT64";
      case DATE -> "INT32 (DATE)";
      case TIMESTAMP -> "INT64 (TIMESTAMP, UTC)";
      case LONGS -> "LIST of INT64";
      case BYTES -> "BINARY";
    };
  }

  private static boolean is(Type field, PrimitiveTypeName name) {
    return field.isPrimitive() && field.asPrimitiveType().getPrimitiveTypeName() == name;
  }

  private static boolean isNumber(LogicalTypeAnnotation meaning) {
    return meaning == null || meaning instanceof IntLogicalTypeAnnotation number && number.isSigned();
  }

  /** A list of three levels, whatever the names of the inner two. */
  private static boolean isListOfLongs(Type field) {
    if (field.isPrimitive()
        || !(field.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation)
        || field.asGroupType().getFieldCount() != 1) {
      return false;
    }
    var repeated = field.asGroupType().getType(0);
    return repeated.isRepetition(Repetition.REPEATED)
        && !repeated.isPrimitive()
        && repeated.asGroupType().getFieldCount() == 1
        && fits(Column.Type.LONG, repeated.asGroupType().getType(0));
  }
}
