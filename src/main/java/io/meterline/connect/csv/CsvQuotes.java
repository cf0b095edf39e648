package io.meterline.connect.csv;

/** The state of quoting at the end of a line. A quoted cell may continue on the next line. */
enum CsvQuotes {
  /** The row ends with the line. */
  ENDED,
  /** The line ends within quotes. */
  OPEN,
  /** A quoted cell is followed by something other than a delimiter or the end of the line: the line is not CSV. */
  WRONG;

  private static final char QUOTE = '"';

  /** For the first line of a row. */
  static CsvQuotes atStart(String line, char delimiter) {
    return line.indexOf(QUOTE) < 0 ? ENDED : cells(line, delimiter, false);
  }

  /** For a line that begins within quotes. */
  static CsvQuotes within(String line, char delimiter) {
    return cells(line, delimiter, true);
  }

  /** Scans cell by cell. Within a cell that does not begin with a quote, quotes are ordinary characters. */
  private static CsvQuotes cells(String line, char delimiter, boolean beginsWithin) {
    var isWithin = beginsWithin;
    var cell = 0;
    while (isWithin || cell < line.length()) {
      var end = cell;
      if (isWithin || line.charAt(cell) == QUOTE) {
        end = endOfQuotes(line, isWithin ? cell : cell + 1);
        if (end < 0) {
          return OPEN;
        }
        while (end < line.length() && line.charAt(end) != delimiter && Character.isWhitespace(line.charAt(end))) {
          end++;
        }
        if (end < line.length() && line.charAt(end) != delimiter) {
          return WRONG;
        }
      }
      isWithin = false;
      var next = line.indexOf(delimiter, end);
      cell = next < 0 ? line.length() : next + 1;
    }
    return ENDED;
  }

  /** The index after the closing quote, -1 if there is none. A doubled quote is part of the cell. */
  private static int endOfQuotes(String line, int start) {
    var quote = line.indexOf(QUOTE, start);
    while (quote >= 0 && quote + 1 < line.length() && line.charAt(quote + 1) == QUOTE) {
      quote = line.indexOf(QUOTE, quote + 2);
    }
    return quote < 0 ? -1 : quote + 1;
  }
}
