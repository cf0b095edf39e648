package io.meterline.oracle;

import io.meterline.engine.analysis.Comparison;
import io.meterline.model.view.Row;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/** The views {@code cohorts} and {@code comparisons}. */
final class OracleCohorts {
  /** A device's energy on a local day, its cohort at the last reading of that day, and the seconds covered. */
  record DeviceDay(String device, LocalDate date, String cohort, long energy, long covered) {}

  private record CohortDay(String cohort, LocalDate date) {}

  private OracleCohorts() {}

  /**
   * The days of a device with a cohort, over all its zones; without those whose energy overflows, and those of which too little is
   * covered.
   */
  static List<DeviceDay> days(String device, List<ReadingWithSettings> readings) {
    var byDate = new TreeMap<LocalDate, List<ReadingWithSettings>>();
    for (var reading : readings) {
      byDate.computeIfAbsent(reading.date(), unused -> new ArrayList<>()).add(reading);
    }
    var days = new ArrayList<DeviceDay>();
    byDate.forEach(
        (date, ofDay) -> {
          var last = ofDay.get(ofDay.size() - 1);
          var energy = OracleUsage.sum(ofDay);
          var covered = OracleUsage.coveredSeconds(ofDay);
          if (last.cohort().isPresent() && energy.isPresent() && isEnough(covered, last)) {
            days.add(new DeviceDay(device, date, last.cohort().get(), energy.get(), covered));
          }
        });
    return days;
  }

  /** Whether seconds are at least the percentage that is required of the whole local day. */
  private static boolean isEnough(long seconds, ReadingWithSettings last) {
    var start = last.date().atStartOfDay(last.zone());
    // A midnight that occurs twice ends the day the second time.
    var end = last.date().plusDays(1).atStartOfDay(last.zone()).withLaterOffsetAtOverlap();
    return seconds * 100 >= last.least() * Duration.between(start, end).toSeconds();
  }

  static List<Row> cohorts(List<DeviceDay> days) {
    return byCohort(days).stream().map(OracleCohorts::cohort).toList();
  }

  private static Row cohort(List<DeviceDay> days) {
    var sorted = days.stream().map(DeviceDay::energy).sorted().toList();
    var sum = sorted.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    return Comparison.COHORTS.row(
        0,
        days.get(0).cohort(),
        days.get(0).date(),
        (long) days.size(),
        OracleUsage.column(sum),
        nearestRank(sorted, 10),
        nearestRank(sorted, 25),
        nearestRank(sorted, 50),
        nearestRank(sorted, 75),
        nearestRank(sorted, 90));
  }

  /** The smallest value such that at least {@code percent} of all values are at most that. */
  private static long nearestRank(List<Long> sorted, int percent) {
    var needed = (long) percent * sorted.size();
    return sorted.stream()
        .filter(value -> sorted.stream().filter(other -> other <= value).count() * 100 >= needed)
        .findFirst()
        .orElseThrow();
  }

  static List<Row> comparisons(List<DeviceDay> days) {
    return byCohort(days).stream()
        .flatMap(ofCohort -> ofCohort.stream().map(day -> comparison(day, ofCohort)))
        .toList();
  }

  private static Row comparison(DeviceDay day, List<DeviceDay> ofCohort) {
    var ahead = ofCohort.stream().filter(other -> other.energy() < day.energy()).count();
    return Comparison.COMPARISONS.row(
        0, day.device(), day.date(), day.cohort(), day.energy(), ahead + 1, (long) ofCohort.size(), day.covered());
  }

  private static Collection<List<DeviceDay>> byCohort(List<DeviceDay> days) {
    var groups = new LinkedHashMap<CohortDay, List<DeviceDay>>();
    for (var day : days) {
      groups.computeIfAbsent(new CohortDay(day.cohort(), day.date()), unused -> new ArrayList<>()).add(day);
    }
    return groups.values();
  }
}
