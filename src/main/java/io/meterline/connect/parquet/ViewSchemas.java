package io.meterline.connect.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.listType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.meterline.model.view.Column;
import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.View;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** The columns of views in Parquet. */
final class ViewSchemas {
  /** What the format calls the repeated level of a list. */
  private static final String LIST = "list";

  /** What the format calls the values of a list. */
  private static final String ELEMENT = "element";

  private ViewSchemas() {}

  static MessageType of(View view) {
    return new MessageType(view.name(), view.columns().stream().map(ViewSchemas::field).toList());
  }

  private static Type field(Column column) {
    var repetition = column.presence() == Presence.REQUIRED ? Repetition.REQUIRED : Repetition.OPTIONAL;
    var name = column.name();
    return switch (column.type()) {
      case STRING -> Types.primitive(BINARY, repetition).as(stringType()).named(name);
      case INT -> Types.primitive(INT32, repetition).named(name);
      case LONG -> Types.primitive(INT64, repetition).named(name);
      case DATE -> Types.primitive(INT32, repetition).as(dateType()).named(name);
      case TIMESTAMP -> Types.primitive(INT64, repetition).as(timestampType(true, MILLIS)).named(name);
      case LONGS ->
          Types.buildGroup(repetition)
              .as(listType())
              .addField(Types.repeatedGroup().required(INT64).named(ELEMENT).named(LIST))
              .named(name);
    };
  }
}
