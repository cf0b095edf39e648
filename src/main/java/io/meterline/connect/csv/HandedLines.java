package io.meterline.connect.csv;

import java.io.Reader;
import java.util.Iterator;
import java.util.List;

/** Hands lines to a parser that reads no further than it must: those of the row that it is asked for, and then no more. */
final class HandedLines extends Reader {
  private Iterator<String> lines = List.<String>of().iterator();
  private String line = "";
  private int taken;

  /** The lines that are to be read next. */
  void hand(List<String> next) {
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
    // There is nothing to let go of.
  }
}
