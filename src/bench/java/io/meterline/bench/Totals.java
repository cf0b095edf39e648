package io.meterline.bench;

import io.meterline.model.MeterlineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What a contender's rows add up to, by which they are compared: sums of 64 bits, which may overflow. Times are epoch
 * milliseconds, energy milliwatt-hours, cost micros.
 */
public record Totals(Map<String, Long> sums) {
  /** The file in a contender's output that holds them, where it writes no rows. */
  public static final String FILE = "totals.properties";

  /** What is summed up, in the order in which it is told. */
  public static final List<String> NAMES =
      List.of(
          "usage.rows",
          "usage.milliwatt_hours",
          "usage.cost_micros",
          "usage.readings",
          "alerts.rows",
          "alerts.closed",
          "alerts.opened_at",
          "alerts.closed_at",
          "alerts.milliwatt_hours",
          "alerts.readings");

  public Totals {
    if (!sums.keySet().containsAll(NAMES)) {
      var missing = new ArrayList<>(NAMES);
      missing.removeAll(sums.keySet());
      throw new MeterlineException("totals lack " + String.join(", ", missing));
    }
  }

  /** Totals of the given values, in the order of {@link #NAMES}. */
  public static Totals of(long... values) {
    var sums = new LinkedHashMap<String, Long>();
    for (var index = 0; index < NAMES.size(); index++) {
      sums.put(NAMES.get(index), values[index]);
    }
    return new Totals(sums);
  }

  /** These and those of other devices. */
  public Totals plus(Totals other) {
    return of(NAMES.stream().mapToLong(name -> sums.get(name) + other.sums.get(name)).toArray());
  }

  /** Reads what a contender summed up. */
  public static Totals read(Path file) throws IOException {
    var found = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      found.load(in);
    }
    var sums = new LinkedHashMap<String, Long>();
    for (var name : NAMES) {
      if (found.getProperty(name) != null) {
        sums.put(name, Long.valueOf(found.getProperty(name).strip()));
      }
    }
    return new Totals(sums);
  }

  /** Writes them into a contender's output, which is made if need be. */
  public void write(Path out) throws IOException {
    Files.createDirectories(out);
    var lines = NAMES.stream().map(name -> name + "=" + sums.get(name) + "\n").collect(Collectors.joining());
    Files.writeString(out.resolve(FILE), lines);
  }

  /** Where others differ from these, in words; nothing where they do not. */
  public List<String> differences(Totals others) {
    return NAMES.stream()
        .filter(name -> !sums.get(name).equals(others.sums.get(name)))
        .map(name -> name + " is " + others.sums.get(name) + " and not " + sums.get(name))
        .toList();
  }
}
