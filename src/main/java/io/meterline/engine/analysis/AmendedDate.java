package io.meterline.engine.analysis;

import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The comparison of the devices of a cohort on a date that was compared before, after rows of some devices changed. What it knows of the
 * others is their rows of {@link Comparison#COMPARISONS}: a device without one was not compared, and still is not.
 */
final class AmendedDate {
  private static final long REVISION = 1;
  private static final int DEVICE = DeviceDays.VIEW.indexOf("device");

  private final Map<String, Row> compared = new HashMap<>();
  private final List<Row> written = new ArrayList<>();
  private final List<Row> deleted = new ArrayList<>();

  /** Adds a row of {@link Comparison#COMPARISONS} of the cohort and date, from before the change. */
  void addCompared(Row comparison) {
    var deviceDay = Comparison.deviceDay(comparison);
    compared.put((String) deviceDay.get(DEVICE), deviceDay);
  }

  /** Receives rows of {@link DeviceDays} of the cohort and date that changed. */
  RowChanges changes() {
    return new RowChanges() {
      @Override
      public void row(Row row) {
        written.add(row);
      }

      @Override
      public void deleted(Row row) {
        deleted.add(row);
      }
    };
  }

  /** Writes the rows of the comparison that differ from those before the change. */
  void amend(RowOutput out) {
    var before = rows();
    deleted.forEach(row -> compared.remove((String) row.get(DEVICE)));
    written.forEach(row -> compared.put((String) row.get(DEVICE), row));
    rows().emitChanges(before, out);
  }

  private RowDiff rows() {
    var rows = new RowDiff(REVISION);
    Comparison.compare(compared.values(), rows.rows());
    return rows;
  }
}
