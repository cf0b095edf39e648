package io.meterline.app.cli;

import io.meterline.connect.formats.CsvOptions;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.imports.Formats;
import io.meterline.connect.formats.ReadingFormat;
import io.meterline.model.MeterlineException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options of {@code import} that say what files of readings mean, in any format. */
final class ImportOptions {
  static final String FORMAT = "--format";

  private static final String AUTO = "auto";
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Duration SHORTEST_SPLIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_SPLIT = Duration.ofDays(1);

  @Option(names = FORMAT, defaultValue = AUTO, paramLabel = "NAME", description = "The format: auto (found out from each file), csv, green-button, nem12, fluvius, enedis, octopus or home-assistant (default: ${DEFAULT-VALUE}).")
  private String format = AUTO;

  @Option(names = "--zone", paramLabel = "ZONE", converter = ZoneText.class, description = "The time zone of times without an offset, such as Europe/Brussels.")
  private Optional<ZoneId> zone = Optional.empty();

  @Option(names = "--device", paramLabel = "ID", description = "The meter, for files that do not name one.")
  private Optional<String> device = Optional.empty();

  @Option(names = "--interval", paramLabel = "DURATION", description = "The length of the intervals, for files that do not give it, such as PT30M.")
  private Optional<Duration> interval = Optional.empty();

  @Option(names = "--registers", paramLabel = "sum|apart", description = "The registers of a meter, such as day and night: sum (one device a meter) or apart (METER/night and so on; default: sum).")
  private FormatOptions.Registers registers = FormatOptions.Registers.SUM;

  @Option(names = "--export", paramLabel = "apart|negative", description = "Energy sent back to the grid: apart (as a device METER/export) or negative (as negative energy of METER; default: apart).")
  private FormatOptions.Export export = FormatOptions.Export.APART;

  @Option(names = "--max-watts", paramLabel = "WATTS", description = "Of counters: the mean power above which a difference of two reads is rejected (default: 100000).")
  private long maxWatts = FormatOptions.DEFAULT_MAX_WATTS;

  @Option(names = "--split", paramLabel = "DURATION", description = "Share longer readings out over intervals of this length, such as PT15M, to the last milliwatt-hour. A reading whose length is no multiple is left as it is, and counted.")
  private Optional<Duration> split = Optional.empty();

  /**
   * The format; empty if it is to be found out.
   *
   * @param csv the options about CSV that are given: one that no other format uses says that files are CSV
   * @throws MeterlineException if there is no such format, or it is another one than CSV that does not use them
   */
  Optional<ReadingFormat> format(List<String> csv) {
    if (format.equals(AUTO)) {
      var isCsv = csv.stream().anyMatch(option -> Formats.all().stream().filter(one -> uses(one, option)).count() == 1);
      return isCsv ? Formats.named(ImportCsvOptions.FORMAT) : Optional.empty();
    }
    var names = Formats.all().stream().map(ReadingFormat::name).collect(Collectors.joining(", "));
    var named =
        Formats.named(format).orElseThrow(() -> new MeterlineException(FORMAT + " is '" + format + "', must be auto or one of: " + names));
    csv.stream().filter(option -> !uses(named, option)).findFirst().ifPresent(
        option -> {
          throw new MeterlineException(option + " is for CSV files, not for " + FORMAT + "=" + format);
        });
    return Optional.of(named);
  }

  private static boolean uses(ReadingFormat format, String option) {
    return format.options().stream().anyMatch(used -> used.optionName().equals(option));
  }

  /**
   * What is said about the files.
   *
   * @throws MeterlineException if an option is out of its bounds
   */
  FormatOptions options(CsvOptions csv) {
    interval.ifPresent(length -> check("--interval", length, SHORTEST, LONGEST));
    if (maxWatts < 1) {
      throw new MeterlineException("--max-watts is " + maxWatts + ", must be at least 1");
    }
    return new FormatOptions(zone, device, interval, registers, export, maxWatts, csv);
  }

  /**
   * The length of intervals over which longer readings are shared out.
   *
   * @throws MeterlineException if it is out of its bounds
   */
  Optional<Duration> split() {
    split.ifPresent(length -> check("--split", length, SHORTEST_SPLIT, LONGEST_SPLIT));
    return split;
  }

  private static void check(String option, Duration length, Duration least, Duration most) {
    if (length.compareTo(least) < 0 || length.compareTo(most) > 0) {
      throw new MeterlineException(option + " is " + length + ", must be " + least + " to " + most);
    }
    if (length.getNano() != 0) {
      throw new MeterlineException(option + " is " + length + ", must be whole seconds");
    }
  }
}
