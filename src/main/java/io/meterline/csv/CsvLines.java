package io.meterline.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Hands text to a CSV parser one line at a time, so that it is known which lines a row came from, and that after a row
 * that is not CSV the next line can be read afresh.
 */
final class CsvLines extends Reader {
  /** A quote that is never closed must not take the rest of the file with it. */
  private static final int MAX_LINES_OF_ROW = 1000;

  private final BufferedReader in;
  private final List<String> row = new ArrayList<>();
  private final Deque<String> again = new ArrayDeque<>();
  private long firstLine = 1;
  private String line = "";
  private int taken;

  CsvLines(BufferedReader in) {
    this.in = in;
  }

  /** Thrown where a row does not end. */
  static final class EndlessRow extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** A new row begins at the next line. */
  void beginRow() {
    firstLine += row.size();
    row.clear();
  }

  /** Ends the row after its first line: the others will be read again. */
  void cutRow() {
    for (var i = row.size() - 1; i > 0; i--) {
      again.addFirst(row.remove(i));
    }
    taken = line.length();
  }

  /** The number of the row's first line, from 1. */
  long firstLineOfRow() {
    return firstLine;
  }

  /** The row as it stands in the file, without the last line break. */
  String row() {
    return String.join("\n", row);
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (taken == line.length() && !nextLine()) {
      return -1;
    }
    var count = Math.min(length, line.length() - taken);
    line.getChars(taken, taken + count, buffer, offset);
    taken += count;
    return count;
  }

  private boolean nextLine() throws IOException {
    var next = again.isEmpty() ? in.readLine() : again.removeFirst();
    if (next == null) {
      return false;
    }
    if (row.size() == MAX_LINES_OF_ROW) {
      again.addFirst(next);
      throw new EndlessRow();
    }
    row.add(next);
    line = next + "\n";
    taken = 0;
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
