package io.meterline.engine.analysis;

import io.meterline.model.time.DateRange;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * The dates of cohorts that are compared again, because rows of {@link DeviceDays} changed. A device that changes its cohort is deleted in
 * one, and has a row in the other, so both are. Cohorts and dates that nothing touched are not held.
 */
public final class AmendedDates implements RowChanges {
  private static final int COHORT = DeviceDays.VIEW.indexOf("cohort");
  private static final int COMPARED_COHORT = Comparison.COMPARISONS.indexOf("cohort");

  private final TreeMap<CohortDate, AmendedDate> dates =
      new TreeMap<>(Comparator.comparing(CohortDate::date).thenComparing(CohortDate::cohort));

  private record CohortDate(String cohort, LocalDate date) {
    static CohortDate of(Row row, int cohort) {
      return new CohortDate((String) row.get(cohort), GroupKey.dateOf(row).orElseThrow());
    }
  }

  /** Receives a changed row of {@link DeviceDays}. */
  @Override
  public void row(Row row) {
    changesOf(row).row(row);
  }

  /** Receives a row of {@link DeviceDays} that is deleted. */
  @Override
  public void deleted(Row row) {
    changesOf(row).deleted(row);
  }

  private RowChanges changesOf(Row row) {
    return dates.computeIfAbsent(CohortDate.of(row, COHORT), date -> new AmendedDate()).changes();
  }

  /**
   * The dates from the first to the last on which rows changed.
   *
   * @throws java.util.NoSuchElementException if none did
   */
  public DateRange range() {
    return new DateRange(dates.firstKey().date(), dates.lastKey().date().plusDays(1));
  }

  /**
   * Adds a row of {@link Comparison#COMPARISONS} from before the change. All rows of a cohort and date with changes must be added, after
   * the changes; others are ignored.
   */
  public void addCompared(Row comparison) {
    var date = dates.get(CohortDate.of(comparison, COMPARED_COHORT));
    if (date != null) {
      date.addCompared(comparison);
    }
  }

  /**
   * Writes the rows of the comparison that differ from those before the change. Of the deletion of a device in one cohort and its row in
   * another, which have the same revision, the row counts.
   */
  public void amend(RowOutput out) {
    dates.values().forEach(date -> date.amend(out));
  }
}
