package io.meterline.connect.imports;

import io.meterline.connect.formats.ReadingFormat;
import io.meterline.connect.formats.csv.CsvReadings;
import io.meterline.connect.formats.greenbutton.GreenButton;
import io.meterline.connect.formats.nem.Nem;
import io.meterline.connect.formats.portal.Enedis;
import io.meterline.connect.formats.portal.Fluvius;
import io.meterline.connect.formats.portal.HomeAssistant;
import io.meterline.connect.formats.portal.Octopus;
import io.meterline.connect.csv.TextFile;
import io.meterline.model.MeterlineException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats of files of readings. Register a new format here. */
public final class Formats {
  /** In the order in which files are compared with them. CSV is last, because it accepts most text. */
  private static final List<ReadingFormat> ALL =
      List.of(
          new GreenButton(),
          new Nem(),
          new Fluvius(),
          new Enedis(),
          new Octopus(),
          new HomeAssistant(),
          new CsvReadings());

  private Formats() {}

  /** Every format. */
  public static List<ReadingFormat> all() {
    return ALL;
  }

  /** The format with a name; empty if there is none. */
  public static Optional<ReadingFormat> named(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /**
   * The format of a file, found out from its start.
   *
   * @throws MeterlineException if it is in none
   */
  public static ReadingFormat of(TextFile file) {
    return ALL.stream()
        .filter(format -> format.matches(file.start()))
        .findFirst()
        .orElseThrow(
            () ->
                new MeterlineException(
                    file.path() + ": is in no format that is known; name one with --format: "
                        + ALL.stream().map(ReadingFormat::name).collect(Collectors.joining(", "))));
  }
}
