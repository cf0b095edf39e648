package io.meterline.connect.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes a folder of numbered Parquet files, and begins the next one when one is full. There is at least one, which may
 * have no rows.
 */
final class Parts<T> {
  private final Path folder;
  private final RowShape<T> shape;
  private final long rowsPerFile;
  private RowWriter<T> current;
  private int files;
  private long rows;

  Parts(Path folder, RowShape<T> shape, long rowsPerFile) throws IOException {
    this.folder = Files.createDirectory(folder);
    this.shape = shape;
    this.rowsPerFile = rowsPerFile;
    this.current = openNext();
  }

  void write(T event) throws IOException {
    if (rows == rowsPerFile) {
      current.close();
      current = openNext();
      rows = 0;
    }
    current.write(event);
    rows++;
  }

  /** The number of files begun, at least 1. */
  int files() {
    return files;
  }

  /** Completes the last file. */
  void close() throws IOException {
    current.close();
  }

  private RowWriter<T> openNext() throws IOException {
    var name = String.format(Locale.ROOT, "part-%05d.parquet", files);
    files++;
    return new RowWriter<>(folder.resolve(name), shape);
  }
}
