package io.meterline.connect.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a CSV file, with any number of cells in each: for files with several headers, rows before the header, or trailing
 * delimiters. The file stays the caller's to close.
 */
public final class CsvRecords {
  private final TextFile text;
  private final CsvRows rows;
  private final LineQueue toParse = new LineQueue();
  private final Iterator<CSVRecord> parser;
  private final char delimiter;
  private Optional<String[]> current = Optional.empty();

  /** Reads a file from its start. */
  public CsvRecords(TextFile text, CsvShape shape) throws IOException {
    this.text = text;
    this.delimiter = shape.delimiter();
    this.rows = new CsvRows(text.reader(), shape);
    var format = CSVFormat.DEFAULT.builder().setDelimiter(shape.delimiter()).setIgnoreEmptyLines(false);
    this.parser = format.get().parse(toParse).iterator();
  }

  /**
   * Advances to the next row that has more than blank cells; returns false after the last one.
   *
   * @throws io.meterline.model.MeterlineException if the file cannot be read
   */
  public boolean advance() {
    try {
      do {
        if (!rows.advance()) {
          return false;
        }
        current = rows.problem().isEmpty() ? Optional.of(parsed()) : Optional.empty();
      } while (current.isPresent() && isBlank(current.get()));
      return true;
    } catch (IOException e) {
      throw TextFile.unreadable(text.path(), e);
    }
  }

  private String[] parsed() throws IOException {
    var lines = rows.lines();
    // Most rows have no quotes, and are several times faster to split than to parse.
    if (lines.size() == 1 && lines.get(0).indexOf('"') < 0) {
      return split(lines.get(0));
    }
    toParse.add(lines);
    try {
      return parser.next().values();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private String[] split(String line) {
    var count = 1;
    for (var at = line.indexOf(delimiter); at >= 0; at = line.indexOf(delimiter, at + 1)) {
      count++;
    }
    var cells = new String[count];
    var from = 0;
    for (var i = 0; i < count - 1; i++) {
      var to = line.indexOf(delimiter, from);
      cells[i] = line.substring(from, to);
      from = to + 1;
    }
    cells[count - 1] = line.substring(from);
    return cells;
  }

  private static boolean isBlank(String[] row) {
    for (var cell : row) {
      if (!cell.isBlank()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The cells of the current row, unchanged.
   *
   * @throws BadRow if the row is not CSV
   */
  public String[] cells() throws BadRow {
    if (current.isEmpty()) {
      throw new BadRow(rows.problem().orElseThrow());
    }
    return current.get();
  }

  /** The cells of the current row; empty if the row is not CSV. */
  Optional<String[]> find() {
    return current;
  }

  /** The current row as in the file. */
  public String text() {
    return rows.text();
  }

  /** The number of the line on which the current row begins; the first line of the file is 1. */
  public long line() {
    return rows.firstLine();
  }
}
