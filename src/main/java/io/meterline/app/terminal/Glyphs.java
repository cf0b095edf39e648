package io.meterline.app.terminal;

import java.nio.charset.Charset;
import java.util.Collections;
import java.util.List;

/** Bars and sparklines made of characters. */
public enum Glyphs {
  /** Block elements, if the terminal can show them. */
  BLOCKS("\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"),
  ASCII("_.-:=+*#");

  private final String levels;

  Glyphs(String levels) {
    this.levels = levels;
  }

  /** The glyphs that the character set of standard output can encode. */
  public static Glyphs ofStandardOutput() {
    var charset = System.getProperty("sun.stdout.encoding", Charset.defaultCharset().name());
    return Charset.forName(charset).newEncoder().canEncode(BLOCKS.levels) ? BLOCKS : ASCII;
  }

  /** A bar that is {@code width} long at {@code full}; both above 0, and {@code value} at most {@code full}. */
  public String bar(long value, long full, int width) {
    var length = (int) (Math.max(0, value) * width / full);
    return levels.substring(levels.length() - 1).repeat(length);
  }

  /** One character per value, scaled from the lowest value, or 0 if that is lower, to the highest. */
  public String line(List<Long> values) {
    var lowest = Math.min(0, Collections.min(values));
    var span = Math.max(1, Collections.max(values) - lowest);
    var line = new StringBuilder();
    for (var value : values) {
      line.append(levels.charAt((int) ((value - lowest) * (levels.length() - 1) / span)));
    }
    return line.toString();
  }
}
