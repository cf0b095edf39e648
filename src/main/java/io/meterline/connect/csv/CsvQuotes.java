package io.meterline.connect.csv;

/** Where the quotes of a line of CSV leave its row: a cell in quotes may go on in the next line. */
enum CsvQuotes {
  /** The row ends with the line. */
  ENDED,
  /** The line ends within quotes. */
  OPEN,
  /** Something follows a cell in quotes that is neither a comma nor the end: the line is not CSV. */
  WRONG;

  private static final char QUOTE = '"';
  private static final char COMMA = ',';

  /** Of a line that a row begins with. */
  static CsvQuotes atStart(String line) {
    return line.indexOf(QUOTE) < 0 ? ENDED : cells(line, false);
  }

  /** Of a line that begins within quotes. */
  static CsvQuotes within(String line) {
    return cells(line, true);
  }

  /** Cell by cell. A quote in a cell that does not begin with one is like any other character. */
  private static CsvQuotes cells(String line, boolean beginsWithin) {
    var isWithin = beginsWithin;
    var cell = 0;
    while (isWithin || cell < line.length()) {
      var end = cell;
      if (isWithin || line.charAt(cell) == QUOTE) {
        end = endOfQuotes(line, isWithin ? cell : cell + 1);
        if (end < 0) {
          return OPEN;
        }
        while (end < line.length() && Character.isWhitespace(line.charAt(end))) {
          end++;
        }
        if (end < line.length() && line.charAt(end) != COMMA) {
          return WRONG;
        }
      }
      isWithin = false;
      var comma = line.indexOf(COMMA, end);
      cell = comma < 0 ? line.length() : comma + 1;
    }
    return ENDED;
  }

  /** What comes after the quote that closes a cell, -1 if none does. Two quotes are one of the cell's own. */
  private static int endOfQuotes(String line, int start) {
    var quote = line.indexOf(QUOTE, start);
    while (quote >= 0 && quote + 1 < line.length() && line.charAt(quote + 1) == QUOTE) {
      quote = line.indexOf(QUOTE, quote + 2);
    }
    return quote < 0 ? -1 : quote + 1;
  }
}
