package io.meterline.engine.analysis;

import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;

/** Takes what analyses give. */
public interface RowOutput extends RowChanges {
  /** Is told, besides, of a row given that lacks a sum because it does not fit in 64 bits. */
  void overflowed(Row row);
}
