package io.meterline.view;

import io.meterline.wire.WireFormat;
import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The bytes of a row: a version, the revision, then column after column; an optional one with a byte before it.
 *
 * @param view the view that the rows are of
 */
public record RowFormat(View view) implements WireFormat<Row> {
  private static final int VERSION = 1;

  @Override
  public void write(Row row, WireOutput out) {
    out.writeByte(VERSION);
    out.writeSigned(row.revision());
    for (var i = 0; i < view.columns().size(); i++) {
      var column = view.columns().get(i);
      var value = row.find(i);
      if (column.presence() == Column.Presence.OPTIONAL) {
        out.writeFlag(value.isPresent());
      }
      if (value.isPresent()) {
        writeValue(column.type(), value.get(), out);
      }
    }
  }

  @Override
  public Row read(WireInput in) {
    in.expectVersion(VERSION);
    var revision = in.readSigned();
    var values = new Object[view.columns().size()];
    for (var i = 0; i < values.length; i++) {
      var column = view.columns().get(i);
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
      case LONGS -> {
        var longs = (LongList) value;
        out.writeCount(longs.size());
        for (var i = 0; i < longs.size(); i++) {
          out.writeSigned(longs.number(i));
        }
      }
    }
  }

  private static Object readValue(Column.Type type, WireInput in) {
    return switch (type) {
      case STRING -> in.readText();
      case INT -> (Object) Math.toIntExact(in.readSigned());
      case LONG -> (Object) in.readSigned();
      case DATE -> LocalDate.ofEpochDay(in.readSigned());
      case TIMESTAMP -> Instant.ofEpochMilli(in.readSigned());
      case LONGS -> {
        var numbers = new long[in.readCount()];
        for (var i = 0; i < numbers.length; i++) {
          numbers[i] = in.readSigned();
        }
        yield LongList.of(numbers);
      }
    };
  }
}
