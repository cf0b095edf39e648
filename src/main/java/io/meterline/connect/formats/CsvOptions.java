package io.meterline.connect.formats;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a CSV file of readings is written. What is empty is found out from the file.
 *
 * @param columns the file's name of each column, by Meterline's name, such as {@code at}
 * @param delimiter the character between two cells
 * @param decimal the decimal mark, a dot or a comma
 * @param skipLines the number of lines before the header row, at least 0
 * @param encoding the encoding of a file without a byte order mark; UTF-8 if empty
 * @param timeFormat a pattern of {@link java.time.format.DateTimeFormatter}; ISO-8601 if empty
 * @param stamp which end of the interval the time of a row is; the start if empty, or what the format has
 * @param unit the unit of the values; kilowatt-hours if empty
 * @param values what the values are
 */
public record CsvOptions(
    Map<String, String> columns,
    Optional<Character> delimiter,
    Optional<Character> decimal,
    int skipLines,
    Optional<Charset> encoding,
    Optional<String> timeFormat,
    Optional<Stamp> stamp,
    Optional<EnergyUnit> unit,
    Values values) {
  /** Nothing is said. */
  public static final CsvOptions NONE =
      new CsvOptions(
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Values.INTERVALS);

  public CsvOptions {
    columns = Map.copyOf(columns);
  }

  /** See {@link FormatOptions#only}. */
  CsvOptions only(Set<FormatOption> used) {
    return new CsvOptions(
        used.contains(FormatOption.COLUMNS) ? columns : NONE.columns,
        used.contains(FormatOption.DELIMITER) ? delimiter : NONE.delimiter,
        used.contains(FormatOption.DECIMAL) ? decimal : NONE.decimal,
        used.contains(FormatOption.SKIP_LINES) ? skipLines : NONE.skipLines,
        NONE.encoding,
        used.contains(FormatOption.TIME_FORMAT) ? timeFormat : NONE.timeFormat,
        used.contains(FormatOption.STAMP) ? stamp : NONE.stamp,
        used.contains(FormatOption.UNIT) ? unit : NONE.unit,
        used.contains(FormatOption.REGISTER) ? values : NONE.values);
  }

  /** Which end of the interval the time of a row is. */
  public enum Stamp {
    START,
    END
  }

  /** What the values of a file are. */
  public enum Values {
    /** The energy, or mean power, of each interval. */
    INTERVALS,
    /** The state of a counter, which grows: energy is the difference between neighbours. */
    REGISTER
  }
}
