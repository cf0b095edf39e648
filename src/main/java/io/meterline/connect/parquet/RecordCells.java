package io.meterline.connect.parquet;

import io.meterline.model.view.Bytes;
import io.meterline.model.view.Column;
import io.meterline.model.view.LongList;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.IndexedRecord;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Converts Avro records to {@link Cells}. The records contain numbers and bytes as stored in the file, which are
 * interpreted here by the file's logical types. A value that cannot be read becomes a {@link Cells.Fault}.
 */
final class RecordCells {
  private final int width;
  private final Schema schema;
  private final List<Function<Object, Object>> meanings = new ArrayList<>();

  /**
   * A converter for some columns of a file.
   *
   * @param columns the requested columns
   * @param found the fields of the file for these columns, in the same order, as {@link ColumnShape#fits} accepts them;
   *     they may be followed by a field of plain bytes for the last cell, which is otherwise empty
   */
  RecordCells(List<Column> columns, MessageType found) {
    var fields = new ArrayList<Schema.Field>();
    for (var i = 0; i < found.getFieldCount(); i++) {
      var name = found.getFieldName(i);
      if (i < columns.size()) {
        fields.add(field(name, schema(columns.get(i).type())));
        meanings.add(meaning(columns.get(i).type(), found.getType(i)));
      } else {
        fields.add(field(name, SchemaBuilder.builder().bytesType()));
        meanings.add(RecordCells::bytes);
      }
    }
    this.width = columns.size() + 1;
    this.schema = Schema.createRecord("row", null, null, false, fields);
  }

  /** The schema to read records with. */
  Schema schema() {
    return schema;
  }

  /** The cells of a record. */
  Cells of(IndexedRecord row) {
    var cells = new Cells(width);
    for (var i = 0; i < meanings.size(); i++) {
      var value = row.get(i);
      if (value != null) {
        cells.set(i, meanings.get(i).apply(value));
      }
    }
    return cells;
  }

  private static Schema.Field field(String name, Schema type) {
    return new Schema.Field(name, nullable(type), null, Schema.Field.NULL_DEFAULT_VALUE);
  }

  private static Schema nullable(Schema type) {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), type);
  }

  /** The Avro type of a column, without logical types: how Avro converts those differs between its versions. */
  private static Schema schema(Column.Type type) {
    return switch (type) {
      case STRING -> Schema.create(Schema.Type.STRING);
      case INT, DATE -> Schema.create(Schema.Type.INT);
      case LONG, TIMESTAMP -> Schema.create(Schema.Type.LONG);
      case LONGS -> Schema.createArray(nullable(Schema.create(Schema.Type.LONG)));
      case BYTES -> Schema.create(Schema.Type.BYTES);
    };
  }

  private static Function<Object, Object> meaning(Column.Type type, Type field) {
    return switch (type) {
      case STRING -> value -> text((org.apache.avro.util.Utf8) value);
      case INT, LONG -> value -> value;
      case DATE -> value -> LocalDate.ofEpochDay((Integer) value);
      case TIMESTAMP -> {
        var unit = ((TimestampLogicalTypeAnnotation) field.getLogicalTypeAnnotation()).getUnit();
        yield value -> instant((Long) value, unit);
      }
      case LONGS -> value -> list((List<?>) value);
      case BYTES -> value -> Bytes.owning(bytes(value));
    };
  }

  private static Object text(org.apache.avro.util.Utf8 value) {
    // Utf8 caches the string, so that dictionary entries are decoded only once.
    var text = value.toString();
    return text.indexOf(Utf8.REPLACEMENT) < 0
        ? text
        : Utf8.text(Binary.fromReusedByteArray(value.getBytes(), 0, value.getByteLength()))
            .<Object>map(read -> read)
            .orElseGet(() -> new Cells.Fault("not UTF-8"));
  }

  private static Object instant(long time, TimeUnit unit) {
    var perMilli = perMilli(unit);
    return time % perMilli == 0
        ? Instant.ofEpochMilli(time / perMilli)
        : new Cells.Fault(time + " " + unit + " is not a whole number of milliseconds");
  }

  private static long perMilli(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1;
      case MICROS -> 1_000;
      case NANOS -> 1_000_000;
    };
  }

  private static Object list(List<?> list) {
    var numbers = new long[list.size()];
    for (var i = 0; i < numbers.length; i++) {
      if (!(list.get(i) instanceof Long number)) {
        return new Cells.Fault("an element is missing");
      }
      numbers[i] = number;
    }
    return LongList.of(numbers);
  }

  private static byte[] bytes(Object value) {
    var buffer = ((ByteBuffer) value).duplicate();
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
