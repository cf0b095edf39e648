package io.meterline.connect.parquet;

import io.meterline.model.view.Table;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files of views on a disk. */
public final class ViewFile {
  private ViewFile() {}

  /** Creates or replaces the file. */
  public static void write(Path file, Table rows) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
      ViewWriter.write(channel, rows);
    }
  }
}
