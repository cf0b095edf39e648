package io.meterline.connect.csv;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses decimal numbers with a dot. */
public final class Decimals {
  /** Exponents are short: one of nine digits would make a number of a billion digits. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]{1,30}\\.?[0-9]{0,30}|\\.[0-9]{1,30})([eE][+-]?[0-9]{1,2})?");

  private static final int SHORT_LENGTH = 18;

  private Decimals() {}

  /** The number; empty if the text is none, or has more than 30 digits on a side of the dot. */
  public static Optional<BigDecimal> parse(String text) {
    return isSimple(text) || DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /** Whether a text is a few digits, with at most one dot between them. Most numbers are, and the pattern costs more. */
  private static boolean isSimple(String text) {
    var dots = 0;
    for (var i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      if (character == '.' && i > 0 && i < text.length() - 1) {
        dots++;
      } else if (character < '0' || character > '9') {
        return false;
      }
    }
    return dots <= 1 && !text.isEmpty() && text.length() <= SHORT_LENGTH;
  }
}
