package io.meterline.connect.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.Locale;
import java.util.Optional;

/** Reads lines that end with a line feed, a carriage return or both, in bounded memory for any text. */
final class LineReader implements Closeable {
  /** The maximum number of characters of a line, without its end: 2^20. */
  static final int MAX_LENGTH = 1 << 20;

  /** The number of characters after which reading fails if the line has not ended. */
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
   * @param text its text, without its end; only the beginning if it is too long
   * @param isTooLong whether it has more than {@link #MAX_LENGTH} characters
   */
  record Line(String text, boolean isTooLong) {}

  /** Thrown for a line that does not end. */
  static final class EndlessLine extends IOException {
    private static final long serialVersionUID = 1;

    EndlessLine(long line) {
      super(String.format(Locale.ROOT, "line %,d has more than %,d characters", line, ENDLESS));
    }
  }

  /**
   * The next line; empty after the last one.
   *
   * @throws EndlessLine if the line has not ended after 2^30 characters
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
      begun.append(buffer, from, Math.min(next - from, MAX_LENGTH - begun.length()));
      if (next < end) {
        isAfterReturn = buffer[next++] == '\r';
        return Optional.of(new Line(begun.toString(), length > MAX_LENGTH));
      }
      if (length > ENDLESS) {
        throw new EndlessLine(lines);
      }
    }
    return length == 0 ? Optional.empty() : Optional.of(new Line(begun.toString(), length > MAX_LENGTH));
  }

  /** Fills the buffer, and skips the second half of a line end; returns false at the end of the text. */
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
