package io.meterline.connect.csv;

import java.util.List;
import java.util.Optional;

/** Finds out what separates the cells of a CSV file. */
public final class CsvDelimiters {
  private static final List<Character> CANDIDATES = List.of(',', ';', '\t', '|');
  private static final String SPREADSHEET_HINT = "sep=";

  private CsvDelimiters() {}

  /**
   * The delimiter: the one of comma, semicolon, tab and bar that splits the header into the most cells, or what a line such as {@code
   * sep=;} says. A comma if none splits it.
   *
   * @param start the start of the text, see {@link TextFile#start()}
   * @param skipLines the number of lines to skip
   */
  public static char of(String start, int skipLines) {
    var lines = start.lines().skip(skipLines).filter(line -> !isBlankOrComment(line)).limit(2).toList();
    if (lines.isEmpty()) {
      return ',';
    }
    return said(lines.get(0)).orElseGet(() -> mostOften(lines.get(0)));
  }

  /** Whether a line before the header is none: it is blank, a comment, or says the delimiter to a spreadsheet. */
  static boolean isBeforeHeader(String line) {
    return isBlankOrComment(line) || said(line).isPresent();
  }

  private static boolean isBlankOrComment(String line) {
    return line.isBlank() || line.startsWith("#");
  }

  private static Optional<Character> said(String line) {
    var text = line.strip();
    var isSaid =
        line.regionMatches(true, 0, SPREADSHEET_HINT, 0, SPREADSHEET_HINT.length())
            && (text.length() == SPREADSHEET_HINT.length() + 1 || line.equalsIgnoreCase(SPREADSHEET_HINT + "\t"));
    return isSaid ? Optional.of(line.charAt(SPREADSHEET_HINT.length())) : Optional.empty();
  }

  private static char mostOften(String header) {
    var best = CANDIDATES.get(0);
    var most = 0;
    for (var candidate : CANDIDATES) {
      var count = countUnquoted(header, candidate);
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }

  private static int countUnquoted(String header, char delimiter) {
    var count = 0;
    var isQuoted = false;
    for (var i = 0; i < header.length(); i++) {
      isQuoted ^= header.charAt(i) == '"';
      count += !isQuoted && header.charAt(i) == delimiter ? 1 : 0;
    }
    return count;
  }
}
