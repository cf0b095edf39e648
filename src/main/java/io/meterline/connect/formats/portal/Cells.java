package io.meterline.connect.formats.portal;

import io.meterline.connect.csv.BadRow;
import io.meterline.connect.csv.Decimals;
import java.math.BigDecimal;
import java.util.OptionalInt;

/** Texts and numbers of the cells of a row, as spreadsheets and portals write them. */
final class Cells {
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
    return Decimals.parse(number)
        .orElseThrow(() -> new BadRow(what + " is '" + text + "', not a decimal number such as 0.125 or 0,125"));
  }
}
