package io.meterline.csv;

import io.meterline.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Rows that could not be imported, as a CSV file, which is there only if there are any. */
final class Rejects implements AutoCloseable {
  private static final String[] COLUMNS = {"file", "line", "reason", "row"};

  private final Path target;
  private Optional<Path> aside = Optional.empty();
  private Optional<CSVPrinter> printer = Optional.empty();
  private long count;

  /** Rejects that will be kept in {@code target}, whose folder need not exist before {@link #keep()}. */
  Rejects(Path target) {
    this.target = target;
  }

  /** Records a row. */
  void add(Path file, long line, String reason, String row) {
    try {
      if (printer.isEmpty()) {
        var path = Files.createTempFile("rejects-", ".csv");
        aside = Optional.of(path);
        var format = CSVFormat.DEFAULT.builder().setHeader(COLUMNS).setRecordSeparator('\n').get();
        printer = Optional.of(new CSVPrinter(Files.newBufferedWriter(path), format));
      }
      printer.get().printRecord(file, line, reason, row);
      count++;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** How many rows were recorded. */
  long count() {
    return count;
  }

  /** Completes the file and puts it in its place. */
  void keep() {
    try {
      if (printer.isPresent()) {
        printer.get().close(true);
        // Not moved: a temporary file is its owner's alone.
        try (var out = Files.newOutputStream(target)) {
          Files.copy(aside.orElseThrow(), out);
        }
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Removes what was written aside. */
  @Override
  public void close() {
    try {
      if (printer.isPresent()) {
        printer.get().close();
        Files.deleteIfExists(aside.orElseThrow());
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private MeterlineException failure(IOException e) {
    return new MeterlineException(target + ": cannot be written: " + e, e);
  }
}
