package io.meterline.oracle;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is in force for devices at any time, and when their readings start, by definition. */
public final class InForceOracle {
  private static final List<String> NAMES =
      List.of(
          "timezone",
          "plan",
          "cohort",
          "price.micros.per.kwh",
          "price.export.micros.per.kwh",
          "standing.micros.per.day",
          "alert.threshold.watts",
          "alert.sustain.minutes",
          "alert.clear.percent",
          "compare.least.percent");

  private static final Map<String, String> DEFAULTS =
      Map.of("timezone", "UTC", "alert.sustain.minutes", "0", "alert.clear.percent", "0", "compare.least.percent", "0");

  private final OracleSettings settings;

  /** Folds the changes of a log. */
  public InForceOracle(List<LoggedChange> changes, Known known) {
    this.settings = OracleSettings.fold(changes, known, new ArrayList<>());
  }

  /** The value of each setting that has one. */
  public Map<String, String> at(String device, Instant time) {
    var scopes = settings.scopesOf(device, time);
    var values = new TreeMap<>(DEFAULTS);
    for (var name : NAMES) {
      settings.find(scopes, name, time).ifPresent(value -> values.put(name, value));
    }
    return values;
  }

  /** The starts of the readings that count, by device, epoch milliseconds UTC. */
  public static Map<String, TreeSet<Long>> starts(List<LoggedReading> readings, Known known, Duration lateness) {
    var starts = new TreeMap<String, TreeSet<Long>>();
    OracleReadings.used(readings, new Oracle.Run(known, lateness, DateRange.ALL), new ArrayList<>())
        .forEach(
            (device, used) -> {
              var some = new TreeSet<Long>();
              used.forEach(reading -> some.add(reading.reading().atMillis()));
              starts.put(device, some);
            });
    return starts;
  }
}
