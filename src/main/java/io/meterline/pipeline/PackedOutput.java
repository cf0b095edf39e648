package io.meterline.pipeline;

import io.meterline.engine.analysis.RowOutput;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import java.util.function.Consumer;
import java.util.function.Function;

/** Packs the rows of analyses, and counts those that lack a sum. */
class PackedOutput implements RowOutput {
  private final PackedRows.Packing packing;

  /** Packs the rows of one group together. */
  PackedOutput(Function<Row, GroupKey> groups) {
    this.packing = new PackedRows.Packing(groups);
  }

  @Override
  public final void row(Row row) {
    packing.row(row);
  }

  @Override
  public final void deleted(Row row) {
    packing.deleted(row);
  }

  @Override
  public final void overflowed(Row row) {
    Counters.overflows(row.view()).inc();
  }

  /** Outputs the rows packed since the last flush. */
  final void flush(Consumer<PackedRows> out) {
    packing.flush(out);
  }
}
