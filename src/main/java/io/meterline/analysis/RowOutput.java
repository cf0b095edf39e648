package io.meterline.analysis;

import io.meterline.view.Row;
import io.meterline.view.RowChanges;

/** Takes what analyses give. */
public interface RowOutput extends RowChanges {
  /** Is told, besides, of a row given that lacks a sum because it does not fit in 64 bits. */
  void overflowed(Row row);
}
