package io.meterline.connect.csv;

import io.meterline.model.MeterlineException;
import io.meterline.model.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * A CSV file with a header row. Problems with the file as a whole are {@link MeterlineException}s, whose one-line message names it.
 */
public final class CsvFile {
  private static final char UNDECODABLE = '\uFFFD';
  private static final int MAX_QUOTE = 200;

  private final TextFile text;
  private final Path path;
  private final CsvRows rows;
  private final CsvTimes times = new CsvTimes();
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final LineQueue toParse = new LineQueue();
  private final Iterator<CSVRecord> parser;
  private Optional<CSVRecord> current = Optional.empty();

  private CsvFile(TextFile text, CsvShape shape) throws IOException {
    this.text = text;
    this.path = text.path();
    this.rows = new CsvRows(text.reader(), shape);
    var format = CSVFormat.DEFAULT.builder().setDelimiter(shape.delimiter()).setIgnoreEmptyLines(false);
    this.parser = format.get().parse(toParse).iterator();
  }

  /**
   * Reads the header of a file. The file stays the caller's to close.
   *
   * @throws MeterlineException if the file cannot be read or has no header, or names a column twice
   */
  public static CsvFile of(TextFile text, CsvShape shape) {
    try {
      var file = new CsvFile(text, shape);
      file.readHeader();
      return file;
    } catch (IOException e) {
      throw TextFile.unreadable(text.path(), e);
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

  public Path path() {
    return path;
  }

  /** The names of its columns, in order. */
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /** The names of its columns, for messages. */
  public String columnNames() {
    return joined(columns.keySet());
  }

  /** The names of the columns that are not among the given ones, for messages; empty if there are none. */
  public Optional<String> columnsBesides(Collection<String> known) {
    var others = columns.keySet().stream().filter(column -> !known.contains(column)).toList();
    return others.isEmpty() ? Optional.empty() : Optional.of(joined(others));
  }

  /**
   * Checks that the file has some columns.
   *
   * @throws MeterlineException if it lacks one
   */
  public void require(String... required) {
    for (var column : required) {
      if (!columns.containsKey(column)) {
        throw new MeterlineException(path + ": has no column '" + column + "'; it has " + columnNames());
      }
    }
  }

  /** Joins column names for a message. Shortened, as a file that is not CSV may have a huge header. */
  private static String joined(Collection<String> columns) {
    return quote(String.join(", ", columns));
  }

  /** Advances to the next non-blank row; returns false after the last one. */
  public boolean advance() {
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
      throw TextFile.unreadable(path, e);
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
   * @throws BadRow if it is not CSV, not in the encoding of the file, or its number of cells differs from the number of columns
   */
  public CsvRow row() throws BadRow {
    if (current.isEmpty()) {
      throw new BadRow(rows.problem().orElseThrow());
    }
    var cells = current.get().values();
    if (cells.length != columns.size()) {
      throw new BadRow("has " + cells.length + " cells, not " + columns.size());
    }
    for (var cell : cells) {
      if (cell.indexOf(UNDECODABLE) >= 0) {
        throw new BadRow("is not " + text.encoding().name());
      }
    }
    return new CsvRow(columns, cells, times);
  }

  /** The current row as in the file. */
  public String rowText() {
    return rows.text();
  }

  /** The number of the line on which the current row begins; the first line of the file is 1. */
  public long line() {
    return rows.firstLine();
  }

  private static String quote(String text) {
    return Printable.quote(text, MAX_QUOTE);
  }
}
