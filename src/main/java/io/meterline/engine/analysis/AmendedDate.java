package io.meterline.engine.analysis;

import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;
import java.util.HashMap;
import java.util.Map;

/**
 * The comparison of the devices of a cohort on a date that was compared before, after rows of some devices changed. What it knows of the
 * others is their rows of {@link Comparison#COMPARISONS}: a device without one was not compared, and still is not. A device that changes
 * its cohort is deleted in one and has a row in the other, so the date is compared again in both.
 */
public final class AmendedDate {
  private static final long REVISION = 1;
  private static final int DEVICE = DeviceDays.VIEW.indexOf("device");

  private final Map<String, Row> compared = new HashMap<>();
  private final ChangedRows changes = new ChangedRows();

  /**
   * Adds rows of the cohort and date, in any order: those of {@link DeviceDays} that changed, or those of {@link
   * Comparison#COMPARISONS} from before the change, all of which must be added.
   */
  public void add(PackedRows rows) {
    if (rows.isOf(DeviceDays.VIEW)) {
      rows.emitTo(DeviceDays.VIEW, changes);
    } else {
      rows.table(Comparison.COMPARISONS).rows().forEach(this::addCompared);
    }
  }

  /** Receives rows of {@link DeviceDays} of the cohort and date that changed. */
  public RowChanges changes() {
    return changes;
  }

  private void addCompared(Row comparison) {
    var deviceDay = Comparison.deviceDay(comparison);
    compared.put((String) deviceDay.get(DEVICE), deviceDay);
  }

  /**
   * Writes the rows of the comparison that differ from those before the change. Of the deletion of a device in one cohort and its row in
   * another, which have the same revision, the row counts.
   */
  public void amend(RowOutput out) {
    var before = rows();
    changes.deleted().forEach(row -> compared.remove((String) row.get(DEVICE)));
    changes.written().forEach(row -> compared.put((String) row.get(DEVICE), row));
    rows().emitChanges(before, out);
  }

  private RowDiff rows() {
    var rows = new RowDiff(REVISION);
    Comparison.compare(compared.values(), rows.rows());
    return rows;
  }
}
