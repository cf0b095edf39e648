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
 * One CSV file with a header row, in UTF-8 with or without a byte order mark, packed with gzip or not, whatever it is
 * called. Every problem with the file as a whole is a {@link MeterlineException} of one line that names it.
 */
final class CsvFile implements AutoCloseable {
  private static final char NOT_UTF8 = '\uFFFD';
  private static final int LONGEST_QUOTE = 200;

  private final Path path;
  private final CsvRows rows;
  private final CsvTimes times = new CsvTimes();
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final HandedLines toParse = new HandedLines();
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

  /** The names of its columns, in their order. */
  List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /** The names of its columns for a message. */
  String columnsInWords() {
    return inWords(columns.keySet());
  }

  /** Names of columns for a message: what a file of something else entirely holds must not run away with it. */
  static String inWords(Collection<String> columns) {
    return quote(String.join(", ", columns));
  }

  /** Goes to the next row that is not blank; false after the last one. */
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
      var isThere = rows.advance();
      current = isThere && rows.problem().isEmpty() ? Optional.of(parsed()) : Optional.empty();
      return isThere;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private CSVRecord parsed() throws IOException {
    toParse.hand(rows.lines());
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
   * The cells of the row.
   *
   * @throws BadRow if it is not CSV, not UTF-8, or has not as many cells as there are columns
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

  /** The row as it stands in the file. */
  String rowText() {
    return rows.text();
  }

  /** The number of the line that the row begins at; the first line of the file is 1. */
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
    var why = e instanceof LineReader.EndlessLine ? e.getMessage() + "; it is no CSV" : e.toString();
    return new MeterlineException(path + ": cannot be read: " + why, e);
  }

  private static String quote(String text) {
    return Printable.quote(text, LONGEST_QUOTE);
  }
}
