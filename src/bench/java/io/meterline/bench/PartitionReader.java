package io.meterline.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The readings of one partition in the order of the log; some thousand of them are in memory at a time. */
final class PartitionReader implements AutoCloseable {
  private final Deque<Path> files;
  private ReadingFile columns;
  private int rows;
  private int row;

  PartitionReader(List<Path> files) {
    this.files = new ArrayDeque<>(files);
  }

  /** Whether there is another reading, which the others then are about. */
  boolean hasNext() {
    try {
      while (row == rows) {
        if (columns == null && files.isEmpty()) {
          return false;
        }
        if (columns == null) {
          columns = new ReadingFile(files.poll(), LogData::meter);
        }
        row = 0;
        rows = columns.next();
        if (rows == 0) {
          close();
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The start of the next reading. */
  long nextAt() {
    return columns.at()[row];
  }

  /** Takes the next reading. */
  MeterReading next() {
    var seconds = (int) columns.seconds()[row];
    var reading = new MeterReading(columns.device()[row], columns.at()[row], seconds, columns.milliwattHours()[row]);
    row++;
    return reading;
  }

  @Override
  public void close() {
    try {
      if (columns != null) {
        columns.close();
      }
      columns = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
