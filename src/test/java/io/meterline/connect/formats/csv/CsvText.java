package io.meterline.connect.formats.csv;

import io.meterline.connect.formats.CsvOptions;
import io.meterline.connect.formats.EnergyUnit;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.Found;
import io.meterline.connect.csv.TextFile;
import io.meterline.connect.formats.CsvOptions.Stamp;
import io.meterline.connect.formats.CsvOptions.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads CSV text under options, which are said as on the command line. */
final class CsvText {
  private final Map<String, String> said = new LinkedHashMap<>();

  private CsvText() {}

  /** Options by name and value in turn, such as {@code zone}, {@code UTC}. */
  static CsvText with(String... options) {
    var text = new CsvText();
    for (var i = 0; i < options.length; i += 2) {
      text.said.put(options[i], options[i + 1]);
    }
    return text;
  }

  /** Reads lines of a file named {@code file.csv}; what is passed does not name its folder. */
  Found read(String... lines) {
    try {
      var folder = Files.createTempDirectory("csv");
      var file = Files.writeString(folder.resolve("file.csv"), String.join("\n", lines) + "\n");
      try {
        return read(file);
      } finally {
        Files.delete(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file. */
  Found read(Path path) {
    var seen = new Found();
    try (var file = TextFile.open(path, find("encoding").map(Charset::forName))) {
      new CsvReadings().read(file, options().only(new CsvReadings().options()), seen);
    }
    return seen;
  }

  private Optional<String> find(String option) {
    return Optional.ofNullable(said.get(option));
  }

  private FormatOptions options() {
    var none = FormatOptions.NONE;
    return new FormatOptions(
        find("zone").map(ZoneId::of),
        find("device"),
        find("interval").map(Duration::parse),
        none.registers(),
        none.export(),
        none.maxWatts(),
        csv());
  }

  private CsvOptions csv() {
    var columns = new LinkedHashMap<String, String>();
    find("columns")
        .ifPresent(
            all -> {
              for (var one : all.split(",")) {
                columns.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
              }
            });
    return new CsvOptions(
        columns,
        find("delimiter").map(text -> text.charAt(0)),
        find("decimal").map(text -> text.charAt(0)),
        find("skip-lines").map(Integer::parseInt).orElse(0),
        Optional.of(StandardCharsets.UTF_8),
        find("time-format"),
        find("stamp").map(Stamp::valueOf),
        find("unit").map(EnergyUnit::valueOf),
        find("values").map(Values::valueOf).orElse(Values.INTERVALS));
  }
}
