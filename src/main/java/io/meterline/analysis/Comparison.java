package io.meterline.analysis;

import io.meterline.view.Column.Type;
import io.meterline.view.Row;
import io.meterline.view.View;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares the devices of each cohort on one date. */
public final class Comparison {
  public static final View COHORTS =
      View.named("cohorts")
          .key("cohort", Type.STRING)
          .key("date", Type.DATE)
          .column("devices", Type.LONG)
          .column("milliwatt_hours", Type.LONG)
          .column("p10", Type.LONG)
          .column("p25", Type.LONG)
          .column("p50", Type.LONG)
          .column("p75", Type.LONG)
          .column("p90", Type.LONG)
          .datedBy("date");

  public static final View COMPARISONS =
      View.named("comparisons")
          .key("device", Type.STRING)
          .key("date", Type.DATE)
          .column("cohort", Type.STRING)
          .column("milliwatt_hours", Type.LONG)
          .column("rank", Type.LONG)
          .column("devices", Type.LONG)
          .datedBy("date");

  private static final int DEVICE = DeviceDays.VIEW.indexOf("device");
  private static final int COHORT = DeviceDays.VIEW.indexOf("cohort");
  private static final int ENERGY = DeviceDays.VIEW.indexOf("milliwatt_hours");

  private Comparison() {}

  /**
   * The rows of {@link #COHORTS} and {@link #COMPARISONS} for a date.
   *
   * @param deviceDays rows of {@link DeviceDays} of that date, one a device, in any order
   * @throws ArithmeticException if the energy of a cohort does not fit in a long
   */
  public static void compare(LocalDate date, Collection<Row> deviceDays, Rows rows) {
    for (var cohort : cohorts(deviceDays).entrySet()) {
      var members = cohort.getValue();
      members.sort(
          Comparator.comparingLong(Comparison::energy).thenComparing(member -> (String) member.get(DEVICE)));
      rows.write(cohortRow(rows.revision(), cohort.getKey(), date, members));
      var rank = 1L;
      for (var i = 0; i < members.size(); i++) {
        var member = members.get(i);
        if (i > 0 && energy(member) != energy(members.get(i - 1))) {
          rank = i + 1;
        }
        rows.write(
            COMPARISONS.row(
                rows.revision(),
                member.get(DEVICE),
                date,
                cohort.getKey(),
                energy(member),
                rank,
                (long) members.size()));
      }
    }
  }

  private static Map<String, List<Row>> cohorts(Collection<Row> deviceDays) {
    var cohorts = new TreeMap<String, List<Row>>();
    for (var day : deviceDays) {
      day.find(COHORT)
          .ifPresent(cohort -> cohorts.computeIfAbsent((String) cohort, name -> new ArrayList<>()).add(day));
    }
    return cohorts;
  }

  private static Row cohortRow(long revision, String cohort, LocalDate date, List<Row> members) {
    var sum = members.stream().mapToLong(Comparison::energy).reduce(0, Math::addExact);
    return COHORTS.row(
        revision,
        cohort,
        date,
        (long) members.size(),
        sum,
        percentile(members, 10),
        percentile(members, 25),
        percentile(members, 50),
        percentile(members, 75),
        percentile(members, 90));
  }

  /** The nearest-rank percentile: the member at rank ceil(percent / 100 x members), counted from 1. */
  private static long percentile(List<Row> sorted, int percent) {
    var rank = (int) ((sorted.size() * (long) percent + 99) / 100);
    return energy(sorted.get(rank - 1));
  }

  private static long energy(Row deviceDay) {
    return (Long) deviceDay.get(ENERGY);
  }
}
