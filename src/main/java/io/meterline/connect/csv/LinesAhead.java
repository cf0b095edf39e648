package io.meterline.connect.csv;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a text by number, from 1. A line is read when it is first asked for, and buffered until it is forgotten.
 */
final class LinesAhead implements Closeable {
  /** Lines are dropped in batches of at least this many, so that dropping costs no more than reading. */
  private static final int FORGOTTEN_AT_ONCE = 4096;

  private final LineReader in;
  private final List<Kept> kept = new ArrayList<>();
  private long firstKept = 1;
  private boolean isAtEnd;

  LinesAhead(LineReader in) {
    this.in = in;
  }

  /** A buffered line, and the number of characters before it. */
  private record Kept(LineReader.Line line, long before) {
    private long after() {
      return before + line.text().length();
    }
  }

  /** Whether the line exists. The number is at most one more than that of the last line asked for. */
  boolean has(long number) throws IOException {
    if (number < firstKept + kept.size()) {
      return true;
    }
    if (isAtEnd) {
      return false;
    }
    var before = kept.isEmpty() ? 0 : kept.get(kept.size() - 1).after();
    var line = in.read();
    line.ifPresent(one -> kept.add(new Kept(one, before)));
    isAtEnd = line.isEmpty();
    return line.isPresent();
  }

  /** A line that exists. */
  LineReader.Line line(long number) {
    return kept(number).line();
  }

  private Kept kept(long number) {
    return kept.get((int) (number - firstKept));
  }

  /** The number of characters in a range of lines, both ends inclusive, without line ends. */
  long characters(long from, long to) {
    return kept(to).after() - kept(from).before();
  }

  /** The texts of a range of lines, both ends inclusive. */
  List<String> texts(long from, long to) {
    var lines = kept.subList((int) (from - firstKept), (int) (to - firstKept) + 1);
    return lines.stream().map(line -> line.line().text()).toList();
  }

  /** Allows the lines before the given one to be dropped. */
  void forgetBefore(long number) {
    var done = (int) (number - firstKept);
    if (done >= FORGOTTEN_AT_ONCE || done == kept.size()) {
      kept.subList(0, done).clear();
      firstKept = number;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
