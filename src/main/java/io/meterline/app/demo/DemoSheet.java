package io.meterline.app.demo;

import io.meterline.model.Printable;
import java.io.PrintWriter;
import java.util.Locale;

/** The output of a demo: sections with a heading, their lines cut to {@value #WIDTH} characters. */
public final class DemoSheet {
  public static final int WIDTH = 100;

  private final PrintWriter out;

  public DemoSheet(PrintWriter out) {
    this.out = out;
  }

  /** Starts a section. */
  public void heading(String title, String what) {
    out.println();
    out.println(cut(title.toUpperCase(Locale.ROOT) + "  " + what));
  }

  /** A line of a section. */
  public void line(String format, Object... values) {
    out.println(cut("  " + String.format(Locale.ROOT, format, values)).stripTrailing());
  }

  /** A completed step and its duration; shown at once, while the next step runs. */
  public void step(String what, String result, double seconds) {
    line("%-15s %-74s %5.1f s", what, result, seconds);
    out.flush();
  }

  /** A purpose, and the commands to copy for it, which are never cut. */
  void commands(String purpose, String... commands) {
    out.println("  # " + purpose);
    for (var command : commands) {
      out.println("  " + Printable.line(command));
    }
    out.flush();
  }

  private static String cut(String text) {
    var line = Printable.line(text);
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...";
  }
}
