package io.meterline.connect.csv;

import io.meterline.model.MeterlineException;
import io.meterline.model.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A CSV file with a header row. Problems with the file as a whole are {@link MeterlineException}s, whose one-line message names it.
 */
public final class CsvFile {
  private static final char UNDECODABLE = '\uFFFD';
  private static final int MAX_QUOTE = 200;

  private final TextFile text;
  private final Path path;
  private final CsvRecords records;
  private final CsvTimes times = new CsvTimes();
  private CsvHeader header = CsvHeader.numbered(0);
  private boolean isRowAhead;
  private boolean isChecked;

  private CsvFile(TextFile text, CsvShape shape) throws IOException {
    this.text = text;
    this.path = text.path();
    this.records = new CsvRecords(text, shape);
  }

  /**
   * Reads the header of a file: the first line, after those to skip, that is not blank or a comment with {@code #}. The file stays the
   * caller's to close.
   *
   * @throws MeterlineException if the file cannot be read or has no header
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

  /**
   * Reads a file without a header, whose columns are named 1, 2 and so on. The file stays the caller's to close.
   *
   * @throws MeterlineException if the file cannot be read or has no rows
   */
  public static CsvFile withoutHeader(TextFile text, CsvShape shape) {
    try {
      var file = new CsvFile(text, shape);
      file.readFirstRow();
      return file;
    } catch (IOException e) {
      throw TextFile.unreadable(text.path(), e);
    }
  }

  private void readHeader() {
    do {
      if (!records.advance()) {
        throw new MeterlineException(path + ": has no header row");
      }
    } while (CsvDelimiters.isBeforeHeader(records.text()));
    try {
      header = CsvHeader.of(records.cells());
    } catch (BadRow bad) {
      throw new MeterlineException(path + ": has no header row: " + bad.getMessage(), bad);
    }
  }

  private void readFirstRow() {
    do {
      if (!records.advance()) {
        throw new MeterlineException(path + ": has no rows");
      }
    } while (CsvDelimiters.isBeforeHeader(records.text()));
    header = CsvHeader.numbered(records.find().map(cells -> cells.length).orElse(1));
    isRowAhead = true;
  }

  public Path path() {
    return path;
  }

  /** The names of its columns, in order. */
  public List<String> columns() {
    return inOrder(header.columns().keySet());
  }

  /** The names of its columns, for messages. */
  public String columnNames() {
    return joined(columns());
  }

  /** The names of the columns that are not among the given ones, for messages; empty if there are none. */
  public Optional<String> columnsBesides(Collection<String> known) {
    var others = columns().stream().filter(column -> !known.contains(column)).toList();
    return others.isEmpty() ? Optional.empty() : Optional.of(joined(others));
  }

  private List<String> inOrder(Collection<String> names) {
    return names.stream().sorted(Comparator.comparing(header.columns()::get)).toList();
  }

  /** The name of a column as in the file, which may be in other cases. */
  public String nameInFile(String column) {
    return header.inFile(header.columns().get(column));
  }

  /** The index of a column that exists, from 0. */
  public int index(String column) {
    return header.columns().get(column);
  }

  /** Gives a column another name, by which it is known from now on; returns whether there is such a column. */
  public boolean rename(String column, String name) {
    return header.rename(column, name);
  }

  /**
   * Checks that the file has some columns, and none of them twice.
   *
   * @throws MeterlineException if not, with all that is wrong
   */
  public void require(String... required) {
    check(List.of(required), List.of(required));
  }

  /**
   * Checks that the file has all columns that are required, and no known column twice. Known columns are also found if they are written
   * in other cases, or with spaces or hyphens for underscores.
   *
   * @param known the columns that are used if they are there, the required ones among them
   * @throws MeterlineException if not, with all that is wrong
   */
  public void check(Collection<String> required, Collection<String> known) {
    var faults = faults(required, known);
    if (!faults.isEmpty()) {
      throw faulty(faults, "");
    }
  }

  /** As {@link #check}, but returns what is wrong, each as what the file has, such as {@code no column 'at'}. */
  public List<String> faults(Collection<String> required, Collection<String> known) {
    isChecked = true;
    header.adopt(known);
    return header.faults(required, known);
  }

  /** The column that is not known and whose name is nearest to a name; empty if none is near. */
  public Optional<String> nearest(String name, Collection<String> known) {
    return header.nearest(name, known);
  }

  /**
   * The error that its header is not as it should be.
   *
   * @param faults what is wrong, each as what the file has
   * @param advice what to do, empty or beginning with a semicolon
   */
  public MeterlineException faulty(Collection<String> faults, String advice) {
    var other = OtherFiles.kind(text.start());
    if (other.isPresent()) {
      return new MeterlineException(path + ": is " + other.get());
    }
    var why = new StringBuilder(path + ": has " + String.join(", ", faults) + "; it has " + columnNames());
    var names = String.join("", header.columns().keySet());
    if (header.width() == 1 && CsvDelimiters.of(names, 0) != ',') {
      why.append("; its cells seem to be separated by '").append(quote("" + CsvDelimiters.of(names, 0))).append("', not by ','");
    }
    if (names.indexOf(UNDECODABLE) >= 0) {
      why.append("; it is not ").append(text.encoding().name()).append(": say --encoding, such as ISO-8859-1");
    }
    return new MeterlineException(why + advice);
  }

  /** Joins column names for a message. Shortened, as a file that is not CSV may have a huge header. */
  private static String joined(Collection<String> columns) {
    return quote(String.join(", ", columns));
  }

  /**
   * Advances to the next row with anything in it; returns false after the last one.
   *
   * @throws MeterlineException if a column is there twice and the header was not checked
   */
  public boolean advance() {
    if (!isChecked) {
      check(List.of(), header.repeated());
    }
    if (isRowAhead) {
      isRowAhead = false;
      return true;
    }
    return records.advance();
  }

  /**
   * The cells of the current row.
   *
   * @throws BadRow if it is not CSV, not in the encoding of the file, or its number of cells differs from the number of columns
   */
  public CsvRow row() throws BadRow {
    var cells = records.cells();
    if (cells.length < header.width() || !isBlankFrom(cells, header.width())) {
      throw new BadRow("has " + cells.length + " cells, not " + header.width());
    }
    for (var cell : cells) {
      if (cell.indexOf(UNDECODABLE) >= 0) {
        throw new BadRow("is not " + text.encoding().name() + ": say --encoding, such as ISO-8859-1");
      }
    }
    return new CsvRow(header.columns(), cells, times);
  }

  /** Spreadsheets end rows with delimiters. */
  private static boolean isBlankFrom(String[] cells, int from) {
    for (var i = from; i < cells.length; i++) {
      if (!cells[i].isBlank()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the current row is the header again, as in files that were joined. */
  public boolean isHeaderAgain() {
    return records.find().filter(header::isAgain).isPresent();
  }

  /** The current row as in the file. */
  public String rowText() {
    return records.text();
  }

  /** The number of the line on which the current row begins; the first line of the file is 1. */
  public long line() {
    return records.line();
  }

  private static String quote(String text) {
    return Printable.quote(text, MAX_QUOTE);
  }
}
