package io.meterline.analysis;

import io.meterline.view.Row;

/** Takes the rows of an analysis. */
public interface Rows {
  /** The revision that rows written now have. */
  long revision();

  /** Takes a row; it replaces the earlier ones of its key. */
  void write(Row row);
}
