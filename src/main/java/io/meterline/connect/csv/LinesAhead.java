package io.meterline.connect.csv;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lines of a text by their numbers, from 1, read when they are asked for and kept until they are forgotten. */
final class LinesAhead implements Closeable {
  /** So that forgetting costs no more than reading did. */
  private static final int FORGOTTEN_AT_ONCE = 4096;

  private final LineReader in;
  private final List<Kept> kept = new ArrayList<>();
  private long firstKept = 1;
  private boolean isAtEnd;

  LinesAhead(LineReader in) {
    this.in = in;
  }

  /** A line, and how many characters there are before it. */
  private record Kept(LineReader.Line line, long before) {
    private long after() {
      return before + line.text().length();
    }
  }

  /** Whether there is a line of the number, which is at most one more than those there were before. */
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

  /** A line that there is. */
  LineReader.Line line(long number) {
    return kept(number).line();
  }

  private Kept kept(long number) {
    return kept.get((int) (number - firstKept));
  }

  /** How many characters the lines from one to another have, both inclusive, their ends not counted. */
  long characters(long from, long to) {
    return kept(to).after() - kept(from).before();
  }

  /** What the lines from one to another say, both inclusive. */
  List<String> texts(long from, long to) {
    var lines = kept.subList((int) (from - firstKept), (int) (to - firstKept) + 1);
    return lines.stream().map(line -> line.line().text()).toList();
  }

  /** Lets go of the lines before the one of the number. */
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
