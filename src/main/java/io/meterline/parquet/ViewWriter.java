package io.meterline.parquet;

import io.meterline.view.Column;
import io.meterline.view.LongList;
import io.meterline.view.Row;
import io.meterline.view.View;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.parquet.io.OutputFile;

/** Writes rows of a view into a Parquet file. Equal rows in equal order give equal bytes. */
public final class ViewWriter {
  private ViewWriter() {}

  /**
   * Writes a file of the rows, in their order. The revision, which tells of the run and not of the view, is left out.
   *
   * @throws IOException if it cannot be written; it is not complete then
   */
  public static void write(OutputFile file, View view, Iterable<Row> rows) throws IOException {
    try (var writer = RowWriter.open(file, format(view))) {
      for (var row : rows) {
        writer.write(row);
      }
    }
  }

  private static RowShape<Row> format(View view) {
    return new RowShape<>(ViewSchemas.of(view), ViewWriter::put);
  }

  private static void put(Row row, RowColumns columns) {
    var view = row.view().columns();
    for (var i = 0; i < view.size(); i++) {
      var value = row.find(i);
      if (value.isPresent()) {
        put(view.get(i).type(), value.get(), columns);
      } else {
        columns.nothing();
      }
    }
  }

  private static void put(Column.Type type, Object value, RowColumns columns) {
    switch (type) {
      case STRING -> columns.text((String) value);
      case INT -> columns.number((int) (Integer) value);
      case LONG -> columns.number((long) (Long) value);
      case DATE -> columns.date((LocalDate) value);
      case TIMESTAMP -> columns.time((Instant) value);
      case LONGS -> columns.numbers((LongList) value);
    }
  }
}
