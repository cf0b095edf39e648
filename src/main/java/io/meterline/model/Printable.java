package io.meterline.model;

/**
 * Text as a terminal may have it. What comes from a file or a log may hold escape sequences that move the cursor or rewrite
 * what was printed before, and characters that are not seen or change the direction of text. Each is shown by its number in
 * hexadecimal, as Java and JSON write it, and does nothing.
 */
public final class Printable {
  private static final String QUOTE_GOES_ON = "...";

  private Printable() {}

  /** The text in one line: line breaks and tabs are shown by their numbers, too. */
  public static String line(String text) {
    return shown(text, "");
  }

  /** The text, which may have lines and tabs of its own. */
  public static String lines(String text) {
    return shown(text, "\n\t");
  }

  /**
   * The beginning of the text in one line, for a message.
   *
   * @param most how many characters of the text there are at most
   */
  public static String quote(String text, int most) {
    return text.length() <= most ? line(text) : line(text.substring(0, most)) + QUOTE_GOES_ON;
  }

  /**
   * The text with what no terminal may have shown by its number.
   *
   * @param kept control characters that stay
   */
  public static String shown(String text, String kept) {
    if (text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return text;
    }
    var shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isPlain(point) || kept.indexOf(point) >= 0) {
                shown.appendCodePoint(point);
              } else {
                shown.append(String.format("\\u%04x", point));
              }
            });
    return shown.toString();
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
