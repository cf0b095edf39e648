package io.meterline.connect.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.Locale;
import java.util.Optional;

/** Reads lines that end with a line feed, a carriage return or both, in bounded memory whatever the text is. */
final class LineReader implements Closeable {
  /** How many characters a line may have, its end not counted: a mebi. */
  static final int LONGEST = 1 << 20;

  /** What has not ended by then is no line. */
  private static final long ENDLESS = 1L << 30;

  private static final int BUFFER = 1 << 16;

  private final Reader in;
  private final char[] buffer = new char[BUFFER];
  private int next;
  private int end;
  private boolean isAfterReturn;
  private long lines;

  LineReader(Reader in) {
    this.in = in;
  }

  /**
   * A line of a text.
   *
   * @param text what it says, without its end; of one that is too long the beginning
   * @param isTooLong whether it has more than {@link #LONGEST} characters
   */
  record Line(String text, boolean isTooLong) {}

  /** Thrown where a line goes on and on. */
  static final class EndlessLine extends IOException {
    private static final long serialVersionUID = 1;

    EndlessLine(long line) {
      super(String.format(Locale.ROOT, "line %,d goes on for more than %,d characters", line, ENDLESS));
    }
  }

  /**
   * The next line, empty after the last one.
   *
   * @throws EndlessLine if no end of the line is in sight
   */
  Optional<Line> read() throws IOException {
    lines++;
    var begun = new StringBuilder();
    var length = 0L;
    while (fill()) {
      var from = next;
      while (next < end && buffer[next] != '\n' && buffer[next] != '\r') {
        next++;
      }
      length += next - from;
      begun.append(buffer, from, Math.min(next - from, LONGEST - begun.length()));
      if (next < end) {
        isAfterReturn = buffer[next++] == '\r';
        return Optional.of(new Line(begun.toString(), length > LONGEST));
      }
      if (length > ENDLESS) {
        throw new EndlessLine(lines);
      }
    }
    return length == 0 ? Optional.empty() : Optional.of(new Line(begun.toString(), length > LONGEST));
  }

  /** Has something in the buffer that is not the second half of a line's end; false at the end of the text. */
  private boolean fill() throws IOException {
    if (next == end && !refill()) {
      return false;
    }
    if (isAfterReturn && buffer[next] == '\n') {
      next++;
    }
    isAfterReturn = false;
    return next < end || refill();
  }

  private boolean refill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
