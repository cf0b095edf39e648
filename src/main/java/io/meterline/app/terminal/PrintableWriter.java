package io.meterline.app.terminal;

import io.meterline.model.Printable;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * All output for people goes through this writer. It lets no escape sequence through. It does not change line breaks, tabs and
 * the carriage returns of a progress line, so text that must be one line has to go through {@link Printable#line} first.
 */
public final class PrintableWriter extends FilterWriter {
  private static final String KEPT = "\n\r\t";

  private PrintableWriter(Writer out) {
    super(out);
  }

  /** A printer to a writer, which flushes after each line. */
  public static PrintWriter to(Writer out) {
    return new PrintWriter(new PrintableWriter(out), true);
  }

  @Override
  public void write(int character) throws IOException {
    write(String.valueOf((char) character), 0, 1);
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    out.write(Printable.shown(new String(buffer, offset, length), KEPT));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(Printable.shown(text.substring(offset, offset + length), KEPT));
  }
}
