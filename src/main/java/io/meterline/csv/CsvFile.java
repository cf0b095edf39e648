package io.meterline.csv;

import io.meterline.MeterlineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
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
  private final CsvLines lines;
  private final CsvTimes times = new CsvTimes();
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private Iterator<CSVRecord> parser;
  private Optional<CSVRecord> current = Optional.empty();
  private Optional<String> problem = Optional.empty();

  private CsvFile(Path path, CsvLines lines) throws IOException {
    this.path = path;
    this.lines = lines;
    this.parser = parse();
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
    try {
      var file = new CsvFile(path, new CsvLines(CsvText.open(path)));
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

  private Iterator<CSVRecord> parse() throws IOException {
    return CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get().parse(lines).iterator();
  }

  private void readHeader() {
    var header = nextRecord();
    if (header.isEmpty()) {
      throw new MeterlineException(path + ": has no header row" + problem.map(why -> ": " + why).orElse(""));
    }
    for (var i = 0; i < header.get().size(); i++) {
      var name = header.get().get(i).strip();
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
    return quote(String.join(", ", columns.keySet()));
  }

  /** Goes to the next row that is not blank; false after the last one. */
  boolean advance() {
    do {
      var record = nextRecord();
      if (record.isEmpty() && problem.isEmpty()) {
        return false;
      }
      current = record;
    } while (isBlank(current));
    return true;
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
      throw new BadRow(problem.orElseThrow());
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
    return lines.row();
  }

  /** The number of the line that the row begins at; the first line of the file is 1. */
  long line() {
    return lines.firstLineOfRow();
  }

  /** Empty at the end of the file, and where a row is not CSV, which is then the problem. */
  private Optional<CSVRecord> nextRecord() {
    lines.beginRow();
    problem = Optional.empty();
    try {
      return parser.hasNext() ? Optional.of(parser.next()) : Optional.empty();
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof CSVException) && !(e.getCause() instanceof CsvLines.EndlessRow)) {
        throw unreadable(path, e.getCause());
      }
      problem = Optional.of("a quote is not closed, or text follows it");
      restart();
      return Optional.empty();
    }
  }

  private void restart() {
    lines.cutRow();
    try {
      parser = parse();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static MeterlineException unreadable(Path path, IOException e) {
    return new MeterlineException(path + ": cannot be read: " + e, e);
  }

  /** What a file of something else entirely holds must not run away with a message. */
  private static String quote(String text) {
    var plain = text.replaceAll("[\\p{Cntrl}" + NOT_UTF8 + "]+", "?");
    return plain.length() <= LONGEST_QUOTE ? plain : plain.substring(0, LONGEST_QUOTE) + "...";
  }
}
