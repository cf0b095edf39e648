package io.meterline.connect.imports;

import io.meterline.connect.formats.FormatOptions;
import io.meterline.connect.formats.ReadingFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds options about readings that have no effect on the formats at hand. */
final class IdleOptions {
  /** The formats that name the meter. */
  private static final Set<String> NAMING_METERS = Set.of("green-button", "nem12", "fluvius");

  /** The formats that give the length of the intervals. */
  private static final Set<String> GIVING_INTERVALS = Set.of("green-button", "nem12", "fluvius", "octopus", "home-assistant");

  /** The formats whose times are all in UTC. */
  private static final Set<String> IN_UTC = Set.of("green-button");

  /** The formats without registers of a meter, and without a direction. */
  private static final Set<String> OF_ONE_VALUE = Set.of("csv", "enedis", "octopus", "home-assistant");

  /** The formats without counters. */
  private static final Set<String> OF_INTERVALS = Set.of("green-button", "fluvius", "enedis", "octopus");

  private IdleOptions() {}

  /** A line for each option that differs from its default, and does nothing in any of the formats. */
  static List<String> notes(FormatOptions options, List<ReadingFormat> formats) {
    var names = formats.stream().map(ReadingFormat::name).collect(Collectors.toSet());
    var idle = new ArrayList<String>();
    if (options.device().isPresent() && NAMING_METERS.containsAll(names)) {
      idle.add("--device");
    }
    if (options.interval().isPresent() && GIVING_INTERVALS.containsAll(names)) {
      idle.add("--interval");
    }
    if (options.zone().isPresent() && IN_UTC.containsAll(names)) {
      idle.add("--zone");
    }
    if (options.registers() != FormatOptions.NONE.registers() && OF_ONE_VALUE.containsAll(names)) {
      idle.add("--registers");
    }
    if (options.export() != FormatOptions.NONE.export() && OF_ONE_VALUE.containsAll(names)) {
      idle.add("--export");
    }
    if (options.maxWatts() != FormatOptions.DEFAULT_MAX_WATTS && OF_INTERVALS.containsAll(names)) {
      idle.add("--max-watts");
    }
    var titles = formats.stream().map(ReadingFormat::title).collect(Collectors.toCollection(LinkedHashSet::new));
    return idle.stream().map(option -> option + " has no effect on " + String.join(" and ", titles)).toList();
  }
}
