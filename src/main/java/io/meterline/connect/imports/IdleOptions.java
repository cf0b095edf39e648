package io.meterline.connect.imports;

import io.meterline.connect.formats.FormatOption;
import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.ReadingFormat;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Finds options about readings that have no effect on the formats at hand. */
final class IdleOptions {
  private IdleOptions() {}

  /** A line for each option that the user says, and that none of the formats uses. */
  static List<String> notes(FormatOptions options, List<ReadingFormat> formats) {
    var titles = formats.stream().map(ReadingFormat::title).distinct().collect(Collectors.joining(" and "));
    return Arrays.stream(FormatOption.values())
        .filter(option -> option.isSaid(options) && formats.stream().noneMatch(format -> format.options().contains(option)))
        .map(option -> option.optionName() + " has no effect on " + titles)
        .toList();
  }
}
