package io.meterline.engine.analysis;

import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;

/** Receives the output of analyses. */
public interface RowOutput extends RowChanges {
  /** Reports, in addition to {@link #row}, that a sum of the row is null because it overflows 64 bits. */
  void overflowed(Row row);
}
