package io.meterline.connect.formats;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses decimal numbers with a dot. */
final class Decimals {
  /** Exponents are short: one of nine digits would make a number of a billion digits. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]{1,30}\\.?[0-9]{0,30}|\\.[0-9]{1,30})([eE][+-]?[0-9]{1,2})?");

  private Decimals() {}

  /** The number; empty if the text is none, or has more than 30 digits on a side of the dot. */
  static Optional<BigDecimal> parse(String text) {
    return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }
}
