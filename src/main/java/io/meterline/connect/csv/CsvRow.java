package io.meterline.connect.csv;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cells of a row, by column name.
 *
 * @param columns the index of each column, by name
 * @param cells one for each column of the file
 * @param times parses times
 */
public record CsvRow(Map<String, Integer> columns, String[] cells, CsvTimes times) {
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final BigDecimal MILLIWATT_HOURS_PER_KWH = BigDecimal.valueOf(1_000_000);

  /** With both marks, as only then it is clear what they are. */
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?[0-9]{1,3}(,[0-9]{3})+\\.[0-9]{1,30}|[+-]?[0-9]{1,3}(\\.[0-9]{3})+,[0-9]{1,30}");

  private static final Pattern COMMA_DECIMAL = Pattern.compile("[+-]?[0-9.]{0,30},[0-9]{1,30}");

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,30}");

  /** The text of a cell, without spaces around it; empty if the file lacks the column, or the cell is blank. */
  public Optional<String> find(String column) {
    var index = columns.get(column);
    if (index == null) {
      return Optional.empty();
    }
    var text = strip(cells[index]);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** A text without the spaces around it, those that do not break lines among them. */
  static String strip(String text) {
    var from = 0;
    var to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (from < to && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  /** The text of a required cell. */
  public String text(String column) throws BadRow {
    return find(column).orElseThrow(() -> new BadRow(column + " is missing"));
  }

  /** A required time in ISO-8601 with an offset from UTC, in whole milliseconds; see {@link CsvTimes}. */
  public Instant time(String column) throws BadRow {
    var text = text(column);
    try {
      return millis(column, text, times.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw new BadRow(column + " is '" + text + "', " + CsvTimes.fault(text));
    }
  }

  /**
   * Checks that a time is in whole milliseconds.
   *
   * @param text how it is written
   * @throws ArithmeticException if it does not fit in 64 bits
   */
  public static Instant millis(String column, String text, Instant time) throws BadRow {
    if (time.getNano() % NANOS_PER_MILLI != 0) {
      throw new BadRow(column + " is '" + text + "', not a whole number of milliseconds");
    }
    return Instant.ofEpochMilli(time.toEpochMilli());
  }

  /** As {@link #time}, but optional. */
  public Optional<Instant> findTime(String column) throws BadRow {
    return find(column).isPresent() ? Optional.of(time(column)) : Optional.empty();
  }

  /** A required 32-bit integer. */
  public int int32(String column) throws BadRow {
    var number = int64(column);
    if (number != (int) number) {
      throw new BadRow(column + " is " + number + ", too large for 32 bits");
    }
    return (int) number;
  }

  /** A required 64-bit integer. */
  public long int64(String column) throws BadRow {
    var text = text(column);
    if (!WHOLE.matcher(text).matches()) {
      throw new BadRow(column + " is '" + text + "', not a whole number");
    }
    return exact(column, new BigDecimal(text));
  }

  /** Required kilowatt-hours, converted to milliwatt-hours, rounded half-even. */
  public long kwh(String column) throws BadRow {
    return exact(column, decimal(column, '.').multiply(MILLIWATT_HOURS_PER_KWH).setScale(0, RoundingMode.HALF_EVEN));
  }

  /**
   * A required decimal number, without separators of thousands.
   *
   * @param mark its decimal mark
   */
  public BigDecimal decimal(String column, char mark) throws BadRow {
    var text = text(column);
    var dotted = mark == '.' || text.indexOf('.') >= 0 ? text : text.replace(mark, '.');
    var isOtherMark = mark != '.' && text.indexOf('.') >= 0;
    var number = isOtherMark ? Optional.<BigDecimal>empty() : Decimals.parse(dotted);
    if (number.isEmpty()) {
      throw new BadRow(column + " is '" + text + "', not a decimal number such as 0" + mark + "125" + decimalHint(text, mark));
    }
    return number.get();
  }

  private static String decimalHint(String text, char mark) {
    if (THOUSANDS.matcher(text).matches()) {
      return "; leave out the separators of thousands";
    }
    return mark == '.' && COMMA_DECIMAL.matcher(text).matches() ? "; if the comma is its decimal mark, say --decimal=comma" : "";
  }

  private static long exact(String column, BigDecimal number) throws BadRow {
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      throw new BadRow(column + " is too large for 64 bits");
    }
  }
}
