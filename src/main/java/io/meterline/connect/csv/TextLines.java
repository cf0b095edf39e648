package io.meterline.connect.csv;

import java.io.IOException;

/** The lines of a text file, one at a time. They end with a line feed, a carriage return or both. Memory is bounded for any text. */
public final class TextLines {
  private final LineReader in;
  private LineReader.Line line = new LineReader.Line("", false);
  private long number;

  /** Reads a file, which stays the caller's to close. */
  public TextLines(TextFile file) {
    this.in = new LineReader(file.reader());
  }

  /**
   * Advances to the next line; returns false after the last one.
   *
   * @throws IOException if the file cannot be read, or the line does not end
   */
  public boolean advance() throws IOException {
    var next = in.read();
    next.ifPresent(
        one -> {
          line = one;
          number++;
        });
    return next.isPresent();
  }

  /** The number of the current line, from 1. */
  public long number() {
    return number;
  }

  /** Its text, without the line end; only the beginning if {@link #isTooLong}. */
  public String text() {
    return line.text();
  }

  /** Whether it has more than 2^20 characters. */
  public boolean isTooLong() {
    return line.isTooLong();
  }
}
