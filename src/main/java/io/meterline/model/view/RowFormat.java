package io.meterline.model.view;

import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The wire format of a row: a version, the revision, then column after column; an optional one is preceded by a flag byte.
 *
 * @param view the view of the rows
 */
public record RowFormat(View view) implements WireFormat<Row> {
  private static final int VERSION = 3;

  @Override
  public void write(Row row, WireOutput out) {
    out.writeByte(VERSION);
    out.writeSigned(row.revision());
    var columns = view.columns();
    for (var i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      if (column.presence() == Column.Presence.OPTIONAL) {
        out.writeFlag(row.has(i));
      }
      if (row.has(i)) {
        writeValue(column.type(), row.raw(i), out);
      }
    }
  }

  @Override
  public Row read(WireInput in) {
    in.expectVersion(VERSION);
    var revision = in.readSigned();
    var columns = view.columns();
    var values = new Object[columns.size()];
    for (var i = 0; i < values.length; i++) {
      var column = columns.get(i);
      if (column.presence() == Column.Presence.REQUIRED || in.readFlag()) {
        values[i] = readValue(column.type(), in);
      }
    }
    return new Row(view, revision, values);
  }

  private static void writeValue(Column.Type type, Object value, WireOutput out) {
    switch (type) {
      case STRING -> out.writeText((String) value);
      case INT -> out.writeSigned((Integer) value);
      case LONG -> out.writeSigned((Long) value);
      case DATE -> out.writeSigned(((LocalDate) value).toEpochDay());
      case TIMESTAMP -> out.writeSigned(((Instant) value).toEpochMilli());
      case LONGS -> ((LongList) value).writeTo(out);
      case BYTES -> out.writeBytes(((Bytes) value).array());
    }
  }

  private static Object readValue(Column.Type type, WireInput in) {
    return switch (type) {
      case STRING -> in.readText();
      case INT -> (Object) Math.toIntExact(in.readSigned());
      case LONG -> (Object) in.readSigned();
      case DATE -> LocalDate.ofEpochDay(in.readSigned());
      case TIMESTAMP -> Instant.ofEpochMilli(in.readSigned());
      case LONGS -> LongList.owning(in.readNumbers(in.readCount()));
      case BYTES -> Bytes.owning(in.readBytes());
    };
  }
}
