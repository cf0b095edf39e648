package io.meterline.connect.formats.nem;

import java.util.ArrayList;
import java.util.List;

/** The cells of a line of NEM12 or NEM13, without spaces around them. A cell that is missing is empty. */
final class NemCells {
  private static final char DELIMITER = ',';
  private static final char QUOTE = '"';

  private final List<String> cells;

  private NemCells(List<String> cells) {
    this.cells = cells;
  }

  /** Splits a line. The specification knows no quotes, but spreadsheets add them. */
  static NemCells of(String line) {
    var cells = new ArrayList<String>();
    var isQuoted = line.indexOf(QUOTE) >= 0;
    for (var from = 0; from <= line.length(); ) {
      var end = isQuoted ? endOfQuotes(line, from) : from;
      var next = line.indexOf(DELIMITER, end);
      var to = next < 0 ? line.length() : next;
      cells.add(unquoted(line.substring(from, to).strip()));
      from = to + 1;
    }
    return new NemCells(cells);
  }

  /** The index after the quotes that begin at an index; that index if none do, or they do not end. */
  private static int endOfQuotes(String line, int from) {
    var end = from < line.length() && line.charAt(from) == QUOTE ? line.indexOf(QUOTE, from + 1) : -1;
    return end < 0 ? from : end + 1;
  }

  private static String unquoted(String cell) {
    var isQuoted = cell.length() > 1 && cell.charAt(0) == QUOTE && cell.charAt(cell.length() - 1) == QUOTE;
    return isQuoted ? cell.substring(1, cell.length() - 1).strip() : cell;
  }

  /** The text of a cell, from 0. */
  String text(int index) {
    return index < cells.size() ? cells.get(index) : "";
  }

  /** The number of cells. */
  int size() {
    return cells.size();
  }
}
