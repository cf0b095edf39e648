package io.meterline.connect.formats;

import io.meterline.connect.csv.BadRow;
import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Texts and numbers of the cells of a row, as spreadsheets and portals write them. */
final class Cells {
  /** Exponents are short: one of nine digits would make a number of a billion digits. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]{1,30}\\.?[0-9]{0,30}|\\.[0-9]{1,30})([eE][+-]?[0-9]{1,2})?");

  private static final int MAX_PLAIN = 18;

  private Cells() {}

  /**
   * The text of a cell: without spaces around it, and without the formula {@code ="..."} or the quotes in which spreadsheets keep long
   * numbers. Empty if the row has no such cell.
   *
   * @param column the index of its column; empty if the file lacks it
   */
  static String text(String[] cells, OptionalInt column) {
    if (column.isEmpty() || column.getAsInt() >= cells.length) {
      return "";
    }
    var text = cells[column.getAsInt()].strip();
    if (text.length() >= 3 && text.startsWith("=\"") && text.endsWith("\"")) {
      return text.substring(2, text.length() - 1).strip();
    }
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"") ? text.substring(1, text.length() - 1).strip() : text;
  }

  /**
   * The number in a text, with a dot or a comma as decimal mark and no other marks.
   *
   * @param what the name of the column, for the message
   * @throws BadRow if it is none
   */
  static BigDecimal decimal(String what, String text) throws BadRow {
    var number = text.indexOf('.') < 0 && text.indexOf(',') == text.lastIndexOf(',') ? text.replace(',', '.') : text;
    if (isPlain(number)) {
      return new BigDecimal(number);
    }
    if (!DECIMAL.matcher(number).matches()) {
      throw new BadRow(what + " is '" + text + "', not a decimal number such as 0.125 or 0,125");
    }
    return new BigDecimal(number);
  }

  /** Whether a text is a number of a few digits, with at most one dot between them: most numbers are, and are told fast. */
  private static boolean isPlain(String text) {
    var dots = 0;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '.' && i > 0 && i < text.length() - 1) {
        dots++;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return dots <= 1 && !text.isEmpty() && text.length() <= MAX_PLAIN;
  }
}
