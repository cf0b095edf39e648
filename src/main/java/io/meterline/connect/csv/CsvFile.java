package io.meterline.connect.csv;

import io.meterline.model.MeterlineException;
import io.meterline.model.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header row, in UTF-8 with or without a byte order mark, optionally compressed with gzip, whatever
 * its name. Problems with the file as a whole are {@link MeterlineException}s, whose one-line message names it.
 */
final class CsvFile implements AutoCloseable {
  private static final char NOT_UTF8 = '\uFFFD';
  private static final int MAX_QUOTE = 200;

  private final Path path;
  private final CsvRows rows;
  private final CsvTimes times = new CsvTimes();
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final LineQueue toParse = new LineQueue();
  private final Iterator<CSVRecord> parser;
  private Optional<CSVRecord> current = Optional.empty();

  private CsvFile(Path path, CsvRows rows) throws IOException {
    this.path = path;
    this.rows = rows;
    this.parser = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get().parse(toParse).iterator();
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws MeterlineException if it cannot be read or has no header, or names a column twice
   */
  static CsvFile open(Path path) {
    if (Files.notExists(path)) {
      throw new MeterlineException(path + ": there is no such file");
    }
    if (Files.isDirectory(path)) {
      throw new MeterlineException(path + ": is a folder; name a file");
    }
    try {
      var file = new CsvFile(path, new CsvRows(CsvText.open(path)));
      try {
        file.readHeader();
        return file;
      } catch (RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private void readHeader() {
    if (!nextRow() || current.isEmpty()) {
      throw new MeterlineException(path + ": has no header row" + rows.problem().map(why -> ": " + why).orElse(""));
    }
    for (var i = 0; i < current.get().size(); i++) {
      var name = current.get().get(i).strip();
      if (columns.put(name, i) != null) {
        throw new MeterlineException(path + ": has the column '" + quote(name) + "' twice");
      }
    }
  }

  Path path() {
    return path;
  }

  /** The names of its columns, in order. */
  List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /** The names of its columns, for messages. */
  String columnNames() {
    return joined(columns.keySet());
  }

  /** Joins column names for a message. Shortened, as a file that is not CSV may have a huge header. */
  static String joined(Collection<String> columns) {
    return quote(String.join(", ", columns));
  }

  /** Advances to the next non-blank row; returns false after the last one. */
  boolean advance() {
    do {
      if (!nextRow()) {
        return false;
      }
    } while (isBlank(current));
    return true;
  }

  private boolean nextRow() {
    try {
      var hasRow = rows.advance();
      current = hasRow && rows.problem().isEmpty() ? Optional.of(parsed()) : Optional.empty();
      return hasRow;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private CSVRecord parsed() throws IOException {
    toParse.add(rows.lines());
    try {
      return parser.next();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isBlank(Optional<CSVRecord> row) {
    return row.isPresent() && row.get().size() == 1 && row.get().get(0).isBlank();
  }

  /**
   * The cells of the current row.
   *
   * @throws BadRow if it is not CSV, not UTF-8, or its number of cells differs from the number of columns
   */
  CsvRow row() throws BadRow {
    if (current.isEmpty()) {
      throw new BadRow(rows.problem().orElseThrow());
    }
    var cells = current.get().values();
    if (cells.length != columns.size()) {
      throw new BadRow("has " + cells.length + " cells, not " + columns.size());
    }
    for (var cell : cells) {
      if (cell.indexOf(NOT_UTF8) >= 0) {
        throw new BadRow("is not UTF-8");
      }
    }
    return new CsvRow(columns, cells, times);
  }

  /** The current row as in the file. */
  String rowText() {
    return rows.text();
  }

  /** The number of the line on which the current row begins; the first line of the file is 1. */
  long line() {
    return rows.firstLine();
  }

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static MeterlineException unreadable(Path path, IOException e) {
    var why = e instanceof LineReader.EndlessLine ? e.getMessage() + "; it is not CSV" : e.toString();
    return new MeterlineException(path + ": cannot be read: " + why, e);
  }

  private static String quote(String text) {
    return Printable.quote(text, MAX_QUOTE);
  }
}
