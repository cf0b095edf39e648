package io.meterline.connect.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.meterline.model.view.Column;
import io.meterline.model.view.View;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** The columns of a view in Parquet. The revision is left out, as it belongs to the run, not to the view. */
final class ViewSchema {
  private ViewSchema() {}

  static MessageType of(View view) {
    return new MessageType(view.name(), view.columns().stream().map(ViewSchema::field).toList());
  }

  private static Type field(Column column) {
    var repetition =
        switch (column.presence()) {
          case REQUIRED -> Repetition.REQUIRED;
          case OPTIONAL -> Repetition.OPTIONAL;
        };
    var name = column.name();
    return switch (column.type()) {
      case STRING -> Types.primitive(BINARY, repetition).as(stringType()).named(name);
      case INT -> Types.primitive(INT32, repetition).named(name);
      case LONG -> Types.primitive(INT64, repetition).named(name);
      case DATE -> Types.primitive(INT32, repetition).as(dateType()).named(name);
      case TIMESTAMP -> Types.primitive(INT64, repetition).as(timestampType(true, TimeUnit.MILLIS)).named(name);
      // As the format specifies lists: three levels, the inner two named list and element.
      case LONGS -> Types.list(repetition).requiredElement(INT64).named(name);
      case BYTES -> Types.primitive(BINARY, repetition).named(name);
    };
  }
}
