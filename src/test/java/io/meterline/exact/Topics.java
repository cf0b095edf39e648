package io.meterline.exact;

import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;
import io.meterline.model.view.RowKey;
import io.meterline.model.view.View;
import io.meterline.oracle.Views;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The final content of compacted topics: the last row written of each key. */
final class Topics implements RowChanges {
  private final Map<View, Map<RowKey, Row>> rows = new HashMap<>();

  void write(PackedRows packed) {
    packed.emitTo(packed.viewIn(Analyses.standard().allViews()).orElseThrow(), this);
  }

  @Override
  public void row(Row row) {
    last(row).put(row.key(), row);
  }

  @Override
  public void deleted(Row row) {
    last(row).remove(row.key());
  }

  private Map<RowKey, Row> last(Row row) {
    return rows.computeIfAbsent(row.view(), view -> new LinkedHashMap<>());
  }

  Views views() {
    return Views.of(rows.values().stream().flatMap(view -> view.values().stream()).toList());
  }
}
