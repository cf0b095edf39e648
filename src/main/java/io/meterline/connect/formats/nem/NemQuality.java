package io.meterline.connect.formats.nem;

import io.meterline.connect.csv.BadRow;
import java.util.Locale;
import java.util.regex.Pattern;

/** The quality of a value of NEM12 or NEM13: the first letter of its QualityMethod, such as {@code S51} (MDFF, "QualityMethod"). */
enum NemQuality {
  /** {@code A}, actual; also where no quality is given. */
  ACTUAL,
  /** {@code E} (forward estimate), {@code S} (substituted) and {@code F} (final substitute). */
  ESTIMATED,
  /** {@code N}: there is no value. */
  NONE,
  /** {@code V}: records 400 say. */
  VARIABLE;

  private static final Pattern TEXT = Pattern.compile("[AEFNSVaefnsv][0-9]{0,2}");

  /** Whether a text is a QualityMethod. */
  static boolean isQuality(String text) {
    return TEXT.matcher(text).matches();
  }

  /**
   * The quality of a QualityMethod.
   *
   * @throws BadRow if it is none
   */
  static NemQuality of(String text) throws BadRow {
    if (text.isEmpty()) {
      return ACTUAL;
    }
    if (!isQuality(text)) {
      throw new BadRow("the quality is '" + text + "', not one of A, E, F, N, S and V with a method of two digits");
    }
    return switch (text.substring(0, 1).toUpperCase(Locale.ROOT)) {
      case "A" -> ACTUAL;
      case "N" -> NONE;
      case "V" -> VARIABLE;
      default -> ESTIMATED;
    };
  }
}
