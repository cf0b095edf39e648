package io.meterline.engine.analysis;

import io.meterline.model.view.Column.Type;
import io.meterline.model.view.Row;
import io.meterline.model.view.View;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Compares the devices of a cohort on one date. A device whose energy overflows 64 bits is left out, as is one whose readings cover too
 * little of the date (see {@link DeviceDays}). If the energy of the cohort overflows, its column is null.
 */
public final class Comparison {
  public static final View COHORTS =
      View.named("cohorts")
          .key("cohort", Type.STRING)
          .key("date", Type.DATE)
          .column("devices", Type.LONG)
          .optional("milliwatt_hours", Type.LONG)
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
          .column("covered_seconds", Type.LONG)
          .datedBy("date");

  private static final int DEVICE = DeviceDays.VIEW.indexOf("device");
  private static final int DATE = DeviceDays.VIEW.indexOf("date");
  private static final int COHORT = DeviceDays.VIEW.indexOf("cohort");
  private static final int ENERGY = DeviceDays.VIEW.indexOf("milliwatt_hours");
  private static final int COVERED = DeviceDays.VIEW.indexOf("covered_seconds");

  private Comparison() {}

  /**
   * Writes the row of {@link #COHORTS} and the rows of {@link #COMPARISONS} of a cohort on a date; none if it has no device to compare.
   *
   * @param deviceDays rows of {@link DeviceDays} of that cohort and date, one per device, in any order
   */
  public static void compare(Collection<Row> deviceDays, Rows rows) {
    var members = new ArrayList<Member>(deviceDays.size());
    for (var day : deviceDays) {
      if (day.has(ENERGY)) {
        members.add(Member.of(day));
      }
    }
    if (!members.isEmpty()) {
      var any = deviceDays.iterator().next();
      compare((String) any.get(COHORT), (LocalDate) any.get(DATE), members, rows);
    }
  }

  /** The row of {@link DeviceDays} from which a row of {@link #COMPARISONS} was computed. */
  static Row deviceDay(Row comparison) {
    return DeviceDays.VIEW.row(
        comparison.revision(),
        comparison.get(COMPARISONS.indexOf("device")),
        comparison.get(COMPARISONS.indexOf("date")),
        comparison.get(COMPARISONS.indexOf("cohort")),
        comparison.get(COMPARISONS.indexOf("milliwatt_hours")),
        comparison.get(COMPARISONS.indexOf("covered_seconds")));
  }

  private static void compare(String cohort, LocalDate date, List<Member> members, Rows rows) {
    members.sort(Member.BY_ENERGY);
    writeCohort(cohort, date, members, rows);
    var devices = (long) members.size();
    var rank = 1L;
    for (var i = 0; i < members.size(); i++) {
      var member = members.get(i);
      if (i > 0 && member.energy != members.get(i - 1).energy) {
        rank = i + 1;
      }
      rows.write(COMPARISONS.row(rows.revision(), member.device, date, cohort, member.energy, rank, devices, member.covered));
    }
  }

  /** A device of a cohort, its energy on the date in milliwatt-hours, and the seconds that its readings cover. */
  private record Member(String device, long energy, long covered) {
    static final Comparator<Member> BY_ENERGY =
        (one, other) -> one.energy != other.energy ? Long.compare(one.energy, other.energy) : one.device.compareTo(other.device);

    static Member of(Row deviceDay) {
      return new Member((String) deviceDay.get(DEVICE), (Long) deviceDay.get(ENERGY), (Long) deviceDay.get(COVERED));
    }
  }

  private static void writeCohort(String cohort, LocalDate date, List<Member> members, Rows rows) {
    var sum = new Sum();
    members.forEach(member -> sum.add(member.energy));
    var row =
        COHORTS.row(
            rows.revision(),
            cohort,
            date,
            (long) members.size(),
            sum.value(),
            percentile(members, 10),
            percentile(members, 25),
            percentile(members, 50),
            percentile(members, 75),
            percentile(members, 90));
    if (sum.value().isPresent()) {
      rows.write(row);
    } else {
      rows.writeOverflowed(row);
    }
  }

  /** The nearest-rank percentile: the member at rank ceil(percent / 100 x members), counted from 1. */
  private static long percentile(List<Member> sorted, int percent) {
    var rank = (int) ((sorted.size() * (long) percent + 99) / 100);
    return sorted.get(rank - 1).energy;
  }
}
