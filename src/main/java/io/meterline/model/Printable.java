package io.meterline.model;

/**
 * Makes text safe to print on a terminal. Text from a file or a log may contain escape sequences that move the cursor or
 * overwrite earlier output, and characters that are invisible or change the direction of text. Each is replaced by its
 * hexadecimal escape, as in Java and JSON, so it has no effect.
 */
public final class Printable {
  private static final String ELLIPSIS = "...";

  private Printable() {}

  /** The text on one line: line breaks and tabs are escaped too. */
  public static String line(String text) {
    return shown(text, "");
  }

  /** The text, with its line breaks and tabs kept. */
  public static String lines(String text) {
    return shown(text, "\n\t");
  }

  /**
   * The start of the text on one line, for a message.
   *
   * @param most the maximum number of characters of the text, before escaping
   */
  public static String quote(String text, int most) {
    return text.length() <= most ? line(text) : line(text.substring(0, most)) + ELLIPSIS;
  }

  /**
   * The text with unsafe characters escaped.
   *
   * @param kept characters that are not escaped
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
