package io.meterline.connect.csv;

import io.meterline.model.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Splits CSV text into rows of one or more lines. A line that is not CSV counts as a row of its own, so that it does
 * not affect others. Each line is scanned at most twice, as the first of a row and as a continuation, whatever its
 * quotes.
 */
final class CsvRows implements Closeable {
  /** The maximum lines of a row: an unclosed quote must not swallow the rest of the file. */
  private static final int MAX_LINES = 1000;

  private static final int SAMPLE = 200;
  private static final String UNCLOSED = "a quote is not closed, or text follows it";
  private static final String TOO_LONG =
      String.format(Locale.ROOT, "the line has more than %,d characters", LineReader.MAX_LENGTH);

  private final LinesAhead ahead;
  private final char delimiter;
  private final int skip;
  private long first = 1;
  private long last;
  private Optional<String> problem = Optional.empty();

  /**
   * The lines after the first of the row, up to and including this one, do not close the quote that the row leaves
   * open.
   */
  private long openThrough;

  /** A line that cannot continue a row within quotes. */
  private long wrong;

  CsvRows(Reader in, CsvShape shape) {
    this.ahead = new LinesAhead(new LineReader(in));
    this.delimiter = shape.delimiter();
    this.skip = shape.skipLines();
  }

  /** Advances to the next row, or line that is not CSV; returns false after the last one. */
  boolean advance() throws IOException {
    while (last < skip && ahead.has(last + 1)) {
      last++;
    }
    first = last + 1;
    ahead.forgetBefore(first);
    if (!ahead.has(first)) {
      return false;
    }
    var end = end();
    problem = end.isPresent() ? Optional.empty() : Optional.of(ahead.line(first).isTooLong() ? TOO_LONG : UNCLOSED);
    last = end.orElse(first);
    return true;
  }

  /** The last line of the row; empty if the row is not CSV. */
  private Optional<Long> end() throws IOException {
    var line = ahead.line(first);
    if (line.isTooLong()) {
      return Optional.empty();
    }
    return switch (CsvQuotes.atStart(line.text(), delimiter)) {
      case ENDED -> Optional.of(first);
      case WRONG -> Optional.empty();
      case OPEN -> endOfQuotes();
    };
  }

  private Optional<Long> endOfQuotes() throws IOException {
    openThrough = Math.max(openThrough, first);
    while (true) {
      var next = openThrough + 1;
      var isTooLong = next - first >= MAX_LINES || ahead.characters(first, openThrough) > LineReader.MAX_LENGTH;
      if (isTooLong || next == wrong || !ahead.has(next) || ahead.line(next).isTooLong()) {
        return Optional.empty();
      }
      switch (CsvQuotes.within(ahead.line(next).text(), delimiter)) {
        case ENDED -> {
          return Optional.of(next);
        }
        case OPEN -> openThrough = next;
        case WRONG -> wrong = next;
      }
    }
  }

  /** Why the row is not CSV; empty if it is. */
  Optional<String> problem() {
    return problem;
  }

  /** The number of its first line, from 1. */
  long firstLine() {
    return first;
  }

  /** Its lines, without line ends. */
  List<String> lines() {
    return ahead.texts(first, last);
  }

  /** The row as in the text, without the line end; only the beginning of a line that is too long. */
  String text() {
    var text = String.join("\n", lines());
    return ahead.line(first).isTooLong() ? Printable.quote(text, SAMPLE) : text;
  }

  @Override
  public void close() throws IOException {
    ahead.close();
  }
}
