package io.meterline.connect.formats.csv;

import io.meterline.connect.formats.CsvOptions;
import io.meterline.connect.formats.EnergyUnit;
import io.meterline.connect.parquet.LogSchemas;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The columns of a CSV file of readings, by the names that they have here:
 *
 * <ul>
 *   <li>{@code device}
 *   <li>{@code at} and {@code end}, the start and end of the interval, one of which is enough; or {@code date} and {@code time}
 *   <li>{@code seconds}, the length of the interval
 *   <li>one of {@link CsvEnergy}
 *   <li>{@code logged_at}, {@code partition}, {@code offset}
 * </ul>
 *
 * @param energy the column of energy
 * @param unit its unit; empty for whole milliwatt-hours
 * @param kind how rows become readings
 * @param time the column of the time: {@code at}, {@code end} or {@code date}
 */
record CsvColumns(CsvEnergy energy, Optional<EnergyUnit> unit, Kind kind, String time) {
  static final String END = "end";
  static final String DATE = "date";
  static final String TIME = "time";

  /** The names that a column has only if the user says so: in other files they are likely to be something else. */
  static final List<String> ONLY_SAID = List.of(END, DATE, TIME);

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  /** How rows become readings. */
  enum Kind {
    /** Each row says its interval. */
    INTERVALS,
    /** The interval is found from neighbouring rows. */
    NEIGHBOURS,
    /** Each row is a read of a counter. */
    REGISTER
  }

  /** Every name of a column. */
  static List<String> names() {
    var others =
        Stream.of(
            LogSchemas.DEVICE, LogSchemas.AT, END, DATE, TIME, LogSchemas.SECONDS, LogSchemas.LOGGED_AT, LogSchemas.PARTITION,
            LogSchemas.OFFSET);
    return Stream.concat(others, CsvEnergy.columns().stream()).toList();
  }

  /** Whether the user says the columns by number, from 1, as the file has no header. */
  static boolean areNumbers(CsvOptions options) {
    return !options.columns().isEmpty() && options.columns().values().stream().allMatch(column -> NUMBER.matcher(column).matches());
  }
}
