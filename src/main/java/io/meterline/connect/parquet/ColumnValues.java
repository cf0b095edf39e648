package io.meterline.connect.parquet;

import io.meterline.model.view.ByteStrings;
import io.meterline.model.view.Column;
import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.NumberLists;
import io.meterline.model.view.Numbers;
import io.meterline.model.view.Texts;
import io.meterline.model.view.Values;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/**
 * Writes the values of one column of a view to a column of a Parquet file. Definition and repetition levels are as in Dremel: how
 * many optional or repeated fields are present, and at which of them a list goes on.
 */
final class ColumnValues {
  /** The repetition level of a value that starts a row, and of one that continues its list. */
  private static final int ROW = 0;

  private static final int ELEMENT = 1;

  private final Values values;
  private final ColumnWriter out;

  /** The definition level of a row that has a value: of its list, if it is one, with no element. */
  private final int present;

  private ColumnValues(Values values, ColumnWriter out, int present) {
    this.values = values;
    this.out = out;
    this.present = present;
  }

  /** A writer of rows of a column. */
  private interface RowValue {
    void write(int row);
  }

  /**
   * Writes some rows.
   *
   * @param from the first of them
   * @param to the end of them, exclusive
   * @param rows is told of the end of each
   */
  static void write(Column column, Values values, int from, int to, ColumnWriter out, ColumnWriteStore rows) {
    var each = new ColumnValues(values, out, column.presence() == Presence.OPTIONAL ? 1 : 0);
    var value = each.value(column.type());
    for (var row = from; row < to; row++) {
      if (values.has(row)) {
        value.write(row);
      } else {
        out.writeNull(ROW, 0);
      }
      rows.endRecord();
    }
  }

  private RowValue value(Column.Type type) {
    return switch (type) {
      case STRING -> texts((Texts) values);
      case INT, DATE -> ints((Numbers) values);
      case LONG, TIMESTAMP -> longs((Numbers) values);
      case LONGS -> lists((NumberLists) values);
      case BYTES -> bytes((ByteStrings) values);
    };
  }

  /** Each distinct text is encoded once. */
  private RowValue texts(Texts texts) {
    var encoded =
        texts.distinct().stream()
            .map(text -> Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8)))
            .toArray(Binary[]::new);
    return row -> out.write(encoded[texts.id(row)], ROW, present);
  }

  private RowValue ints(Numbers numbers) {
    return row -> out.write(Math.toIntExact(numbers.number(row)), ROW, present);
  }

  private RowValue longs(Numbers numbers) {
    return row -> out.write(numbers.number(row), ROW, present);
  }

  private RowValue lists(NumberLists lists) {
    return row -> {
      var start = lists.start(row);
      var end = lists.end(row);
      if (start == end) {
        out.writeNull(ROW, present);
      }
      for (var i = start; i < end; i++) {
        out.write(lists.element(i), i == start ? ROW : ELEMENT, present + 1);
      }
    };
  }

  private RowValue bytes(ByteStrings bytes) {
    return row -> out.write(Binary.fromConstantByteArray(bytes.bytes(row).array()), ROW, present);
  }
}
