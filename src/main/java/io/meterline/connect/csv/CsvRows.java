package io.meterline.connect.csv;

import io.meterline.model.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the rows of a text of CSV: which lines each is made of, and which line is not CSV, and so costs itself only. A line is
 * looked at twice at most, as the first of a row and as one that goes on with it, however the quotes are.
 */
final class CsvRows implements Closeable {
  /** A quote that is never closed must not take the rest of the file with it. */
  private static final int MOST_LINES = 1000;

  private static final int SAMPLE = 200;
  private static final String UNCLOSED = "a quote is not closed, or text follows it";
  private static final String TOO_LONG =
      String.format(Locale.ROOT, "the line has more than %,d characters", LineReader.LONGEST);

  private final LinesAhead ahead;
  private long first = 1;
  private long last;
  private Optional<String> problem = Optional.empty();

  /** Of the lines from the second of a row to this one it is known that none closes its quote. */
  private long openThrough;

  /** A line that is known not to go on with a row that comes to it within quotes. */
  private long wrong;

  CsvRows(Reader in) {
    this.ahead = new LinesAhead(new LineReader(in));
  }

  /** Goes to the next row, or line that is none; false after the last one. */
  boolean advance() throws IOException {
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

  /** The last line of the row, if there is one that ends it. */
  private Optional<Long> end() throws IOException {
    var line = ahead.line(first);
    if (line.isTooLong()) {
      return Optional.empty();
    }
    return switch (CsvQuotes.atStart(line.text())) {
      case ENDED -> Optional.of(first);
      case WRONG -> Optional.empty();
      case OPEN -> endOfQuotes();
    };
  }

  private Optional<Long> endOfQuotes() throws IOException {
    openThrough = Math.max(openThrough, first);
    while (true) {
      var next = openThrough + 1;
      var isTooLong = next - first >= MOST_LINES || ahead.characters(first, openThrough) > LineReader.LONGEST;
      if (isTooLong || next == wrong || !ahead.has(next) || ahead.line(next).isTooLong()) {
        return Optional.empty();
      }
      switch (CsvQuotes.within(ahead.line(next).text())) {
        case ENDED -> {
          return Optional.of(next);
        }
        case OPEN -> openThrough = next;
        case WRONG -> wrong = next;
      }
    }
  }

  /** Why it is not CSV, if it is not. */
  Optional<String> problem() {
    return problem;
  }

  /** The number of its first line; that of the first line of the text is 1. */
  long firstLine() {
    return first;
  }

  /** Its lines, without their ends. */
  List<String> lines() {
    return ahead.texts(first, last);
  }

  /** As it stands in the text, without its end; of a line that is too long the beginning. */
  String text() {
    var text = String.join("\n", lines());
    return ahead.line(first).isTooLong() ? Printable.quote(text, SAMPLE) : text;
  }

  @Override
  public void close() throws IOException {
    ahead.close();
  }
}
