package io.meterline.app.demo;

import io.meterline.connect.parquet.ViewReader;
import io.meterline.connect.versions.Versions;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads small views into memory. */
final class ViewRows {
  private ViewRows() {}

  /**
   * Every row of a view, in the order of the keys.
   *
   * @param views the folder of views of a run
   * @param read converts a row
   * @throws io.meterline.model.MeterlineException if the view cannot be read
   */
  static <T> List<T> read(Path views, View view, Function<Row, T> read) {
    var rows = new ArrayList<Row>();
    ViewReader.of(Versions.read(views.toString()), view).read(rows::add);
    rows.sort(Comparator.comparing(Row::key));
    return rows.stream().map(read).toList();
  }

  /** The value of a column of the given type, which must not be null. */
  static <T> T value(Row row, String column, Class<T> type) {
    return type.cast(row.get(row.view().indexOf(column)));
  }

  /** The number in a column, which must not be null. */
  static long number(Row row, String column) {
    return value(row, column, Long.class);
  }

  /** The number in a column, empty if it is null. */
  static OptionalLong findNumber(Row row, String column) {
    return row.find(column).stream().mapToLong(Long.class::cast).findFirst();
  }
}
