package io.meterline.connect.parquet;

import io.meterline.model.view.ByteStrings;
import io.meterline.model.view.Column;
import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.NumberLists;
import io.meterline.model.view.Numbers;
import io.meterline.model.view.Table;
import io.meterline.model.view.Texts;
import io.meterline.model.view.Values;
import io.meterline.model.view.View;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;

/** Rows of a view as Avro records, whose schema determines the view's columns in Parquet. The revision is left out. */
final class ViewRecords {
  private final Schema schema;
  private final List<IntFunction<Object>> columns;

  ViewRecords(Table rows) {
    var view = rows.view();
    this.schema = schema(view);
    this.columns = view.columns().stream().map(column -> values(column, rows.column(view.columns().indexOf(column)))).toList();
  }

  /** The schema of the records. */
  Schema schema() {
    return schema;
  }

  /** The record of a row of the table. */
  GenericRecord record(int row) {
    var record = new GenericData.Record(schema);
    for (var i = 0; i < columns.size(); i++) {
      record.put(i, columns.get(i).apply(row));
    }
    return record;
  }

  private static Schema schema(View view) {
    return Schema.createRecord(
        view.name(), null, null, false, view.columns().stream().map(ViewRecords::field).toList());
  }

  private static Schema.Field field(Column column) {
    var type = type(column.type());
    return column.presence() == Presence.REQUIRED
        ? new Schema.Field(column.name(), type)
        : new Schema.Field(column.name(), Schema.createUnion(Schema.create(Schema.Type.NULL), type), null, Schema.Field.NULL_DEFAULT_VALUE);
  }

  private static Schema type(Column.Type type) {
    return switch (type) {
      case STRING -> Schema.create(Schema.Type.STRING);
      case INT -> Schema.create(Schema.Type.INT);
      case LONG -> Schema.create(Schema.Type.LONG);
      case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
      case TIMESTAMP -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
      case LONGS -> Schema.createArray(Schema.create(Schema.Type.LONG));
      case BYTES -> Schema.create(Schema.Type.BYTES);
    };
  }

  /** The Avro value of each row of a column, null if the row has none. */
  private static IntFunction<Object> values(Column column, Values values) {
    IntFunction<Object> present =
        switch (column.type()) {
          case STRING -> texts((Texts) values);
          case INT, DATE -> row -> Math.toIntExact(((Numbers) values).number(row));
          case LONG, TIMESTAMP -> ((Numbers) values)::number;
          case LONGS -> row -> list((NumberLists) values, row);
          case BYTES -> row -> ByteBuffer.wrap(((ByteStrings) values).bytes(row).array());
        };
    return row -> values.has(row) ? present.apply(row) : null;
  }

  /** Each distinct text is encoded once. */
  private static IntFunction<Object> texts(Texts texts) {
    var encoded = texts.distinct().stream().map(Utf8::new).toList();
    return row -> encoded.get(texts.id(row));
  }

  private static long[] list(NumberLists lists, int row) {
    var list = new long[lists.end(row) - lists.start(row)];
    for (var i = 0; i < list.length; i++) {
      list[i] = lists.element(lists.start(row) + i);
    }
    return list;
  }
}
