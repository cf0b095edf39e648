package io.meterline.connect.csv;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Finds out the decimal mark of the numbers of a column. */
public final class CsvDecimals {
  private static final int MOST_LINES = 1000;
  private static final Pattern DOT = Pattern.compile("[+-]?[0-9]*\\.[0-9]+([eE].*)?");
  private static final Pattern COMMA = Pattern.compile("[+-]?[0-9]*,[0-9]+");

  /** Where cells are quoted because of their comma, it may separate thousands. */
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?[1-9][0-9]{0,2},[0-9]{3}");

  private CsvDecimals() {}

  /**
   * The decimal mark: a comma if there are numbers with one and none with a dot, else a dot. In a file with commas between cells, a comma
   * before three digits shows nothing.
   *
   * @param start the start of the text, see {@link TextFile#start()}
   * @param column the index of the column, from 0
   */
  public static char mark(String start, CsvShape shape, int column) {
    var format = CSVFormat.DEFAULT.builder().setDelimiter(shape.delimiter()).get();
    var hasComma = false;
    for (var line : (Iterable<String>) start.lines().skip(shape.skipLines()).limit(MOST_LINES)::iterator) {
      var cell = cell(line, format, column).orElse("");
      if (DOT.matcher(cell).matches()) {
        return '.';
      }
      hasComma |= COMMA.matcher(cell).matches() && !(shape.delimiter() == ',' && THOUSANDS.matcher(cell).matches());
    }
    return hasComma ? ',' : '.';
  }

  private static Optional<String> cell(String line, CSVFormat format, int column) {
    try (var parser = format.parse(new StringReader(line))) {
      var rows = parser.iterator();
      var row = rows.hasNext() ? Optional.of(rows.next()) : Optional.<CSVRecord>empty();
      return row.filter(cells -> column < cells.size()).map(cells -> CsvRow.strip(cells.get(column)));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
