package io.meterline.connect.parquet;

import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.Column.Presence;
import io.meterline.model.view.Row;
import io.meterline.model.view.StoredView;
import io.meterline.model.view.View;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.io.InputFile;

/**
 * Reads the rows of a view from its folder. Columns that are not part of the view are ignored, including {@code
 * revision}: the rows have revision 0.
 */
public final class ViewReader implements StoredView {
  private final View view;
  private final Folder folder;
  private final List<String> files;

  private ViewReader(View view, Folder folder, List<String> files) {
    this.view = view;
    this.folder = folder;
    this.files = files;
  }

  /**
   * The view in the folder {@code views/NAME}, which may be a symbolic link. A folder without files has no rows.
   *
   * @throws MeterlineException if there is no such folder
   */
  public static ViewReader of(Path views, View view) {
    return of(new LocalFolder(views), view);
  }

  /**
   * The view in the folder of its name, on any storage.
   *
   * @throws MeterlineException if there is no such folder
   */
  public static ViewReader of(Folder views, View view) {
    var folder = views.in(view.name());
    return new ViewReader(view, folder, ParquetFolder.names(folder));
  }

  @Override
  public View view() {
    return view;
  }

  /**
   * The number of rows, from the footers of the files.
   *
   * @throws MeterlineException if a file cannot be read, or lacks a column or has one of another type
   */
  @Override
  public long count() {
    var rows = 0L;
    for (var file : files) {
      try (var reader = CellReader.open(input(file), folder.path(file), view.columns())) {
        rows += reader.rows();
      }
    }
    return rows;
  }

  /**
   * Reads every row, file by file. Memory is bounded by a row group.
   *
   * @throws MeterlineException as {@link #count()}, or if a row lacks a value that the view requires
   */
  @Override
  public void read(Consumer<Row> rows) {
    for (var file : files) {
      read(input(file), folder.path(file), view, rows);
    }
  }

  private InputFile input(String file) {
    return new ChannelInputFile(folder.path(file), () -> folder.open(file));
  }

  /**
   * Reads every row of a file on any storage.
   *
   * @param name the name of the file, for messages
   * @throws MeterlineException as {@link #read(Consumer)}
   */
  public static void read(InputFile file, String name, View view, Consumer<Row> rows) {
    try (var reader = CellReader.open(file, name, view.columns())) {
      var number = 1L;
      for (var cells = reader.next(); cells.isPresent(); cells = reader.next()) {
        rows.accept(row(view, cells.get(), name + ": row " + number));
        number++;
      }
    }
  }

  private static Row row(View view, Cells cells, String where) {
    var values = new Object[view.columns().size()];
    for (var i = 0; i < values.length; i++) {
      var column = view.columns().get(i);
      var fault = cells.fault(i);
      if (fault.isPresent()) {
        throw new MeterlineException(where + ", column '" + column.name() + "': " + fault.get());
      }
      var value = cells.value(i);
      if (value.isEmpty() && column.presence() == Presence.REQUIRED) {
        throw new MeterlineException(where + ", column '" + column.name() + "': has no value");
      }
      values[i] = value;
    }
    return view.row(0, values);
  }
}
