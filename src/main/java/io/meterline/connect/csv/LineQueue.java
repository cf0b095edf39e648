package io.meterline.connect.csv;

import java.io.Reader;
import java.util.Iterator;
import java.util.List;

/** Feeds the lines of one row at a time to a parser, which does not read beyond the end of a row. */
final class LineQueue extends Reader {
  private Iterator<String> lines = List.<String>of().iterator();
  private String line = "";
  private int taken;

  /** Adds the lines to read next. */
  void add(List<String> next) {
    lines = next.iterator();
  }

  @Override
  public int read(char[] buffer, int offset, int length) {
    if (taken == line.length()) {
      if (!lines.hasNext()) {
        return -1;
      }
      line = lines.next() + "\n";
      taken = 0;
    }
    var count = Math.min(length, line.length() - taken);
    line.getChars(taken, taken + count, buffer, offset);
    taken += count;
    return count;
  }

  @Override
  public void close() {
    // Holds no resources.
  }
}
