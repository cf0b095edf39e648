package io.meterline.app.cli;

import io.meterline.connect.formats.CsvOptions;
import io.meterline.connect.formats.CsvOptions.Stamp;
import io.meterline.connect.formats.CsvOptions.Values;
import io.meterline.connect.formats.EnergyUnit;
import io.meterline.model.MeterlineException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options of {@code import} that say how a CSV file of readings is written. */
final class ImportCsvOptions {
  /** The name of the format that they are for. */
  static final String FORMAT = "csv";

  static final String ENCODING = "--encoding";

  /** The name of a column may have a comma. */
  private static final String SPLIT = ",(?=[a-z_]+=)";

  private static final Map<String, Character> DELIMITERS =
      Map.of("comma", ',', "semicolon", ';', "tab", '\t', "\\t", '\t', "pipe", '|', "space", ' ');

  private static final Map<String, Character> DECIMALS = Map.of("dot", '.', "comma", ',');

  @Option(names = "--columns", split = SPLIT, splitSynopsisLabel = ",", paramLabel = "NAME=COLUMN", description = "The file's name of each column, by the name of the log, such as \"device=Meter,at=Start,kwh=Usage (kWh)\". Of a file without a header, their numbers: at=1,kwh=2.")
  private Map<String, String> columns = new HashMap<>();

  @Option(names = "--delimiter", paramLabel = "CHAR", description = "Between two cells: a character, or comma, semicolon, tab, pipe or space (default: found out).")
  private Optional<String> delimiter = Optional.empty();

  @Option(names = "--decimal", paramLabel = "dot|comma", description = "The decimal mark (default: found out).")
  private Optional<String> decimal = Optional.empty();

  @Option(names = "--skip-lines", paramLabel = "N", description = "The number of lines before the header row (default: 0).")
  private int skipLines;

  @Option(names = ENCODING, paramLabel = "NAME", description = "The encoding of a file without a byte order mark, such as ISO-8859-1 or UTF-16LE (default: UTF-8). For every format of text.")
  private Optional<String> encoding = Optional.empty();

  @Option(names = "--time-format", paramLabel = "PATTERN", description = "How times are written, such as 'dd/MM/yyyy HH:mm', in the letters of Java's DateTimeFormatter; or epoch-seconds, epoch-millis: since 1970 (default: ISO-8601).")
  private Optional<String> timeFormat = Optional.empty();

  @Option(names = "--stamp", paramLabel = "start|end", description = "Which end of its interval the time of a row is (default: start). Also for load curves of Enedis, which say it.")
  private Optional<Stamp> stamp = Optional.empty();

  @Option(names = "--unit", paramLabel = "UNIT", description = "The unit of the values: Wh, kWh, MWh, or of mean power W or kW (default: kWh). Also for exports of Home Assistant without units.")
  private Optional<String> unit = Optional.empty();

  @Option(names = "--register", description = "The values are the state of a counter, which grows: the energy of an interval is the difference of two rows.")
  private boolean register;

  /**
   * How CSV files are written.
   *
   * @throws MeterlineException if an option is not valid
   */
  CsvOptions options() {
    if (skipLines < 0) {
      throw new MeterlineException("--skip-lines is " + skipLines + ", must be at least 0");
    }
    return new CsvOptions(
        columns,
        delimiter.map(text -> character("--delimiter", text, DELIMITERS)),
        decimal.map(text -> decimal(character("--decimal", text, DECIMALS))),
        skipLines,
        encoding.map(ImportCsvOptions::charset),
        timeFormat,
        stamp,
        unit.map(ImportCsvOptions::unit),
        register ? Values.REGISTER : Values.INTERVALS);
  }

  private static char character(String option, String text, Map<String, Character> words) {
    var word = words.get(text.toLowerCase(Locale.ROOT));
    if (word == null && text.length() != 1) {
      throw new MeterlineException(
          option + " is '" + text + "', must be a character, or one of: " + words.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }
    return word == null ? text.charAt(0) : word;
  }

  private static char decimal(char mark) {
    if (!DECIMALS.containsValue(mark)) {
      throw new MeterlineException("--decimal is '" + mark + "', must be a dot or a comma");
    }
    return mark;
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new MeterlineException(ENCODING + " is '" + name + "', not an encoding such as UTF-8, UTF-16LE or ISO-8859-1", e);
    }
  }

  private static EnergyUnit unit(String text) {
    return Arrays.stream(EnergyUnit.values())
        .filter(unit -> unit.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new MeterlineException("--unit is '" + text + "', must be one of: " + String.join(", ", List.of("Wh", "kWh", "MWh", "W", "kW"))));
  }
}
