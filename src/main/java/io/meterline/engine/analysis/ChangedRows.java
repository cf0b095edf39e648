package io.meterline.engine.analysis;

import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;
import java.util.ArrayList;
import java.util.List;

/** Changed rows that wait to be applied, deletions apart: whoever applies them decides which come first. */
final class ChangedRows implements RowChanges {
  private final List<Row> written = new ArrayList<>();
  private final List<Row> deleted = new ArrayList<>();

  @Override
  public void row(Row row) {
    written.add(row);
  }

  @Override
  public void deleted(Row row) {
    deleted.add(row);
  }

  /** The rows, in the order in which they came. */
  List<Row> written() {
    return written;
  }

  /** The deleted rows, in the order in which they came. */
  List<Row> deleted() {
    return deleted;
  }
}
