package io.meterline.exact;

import io.meterline.oracle.Views;
import io.meterline.view.PackedRow;
import io.meterline.view.Row;
import io.meterline.view.RowKey;
import io.meterline.view.View;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What compacted topics end up with: of each key the row written last. */
final class Topics {
  private final Map<View, Map<RowKey, Row>> rows = new HashMap<>();

  void write(PackedRow packed) {
    var row = packed.unpack();
    var last = rows.computeIfAbsent(packed.view(), view -> new LinkedHashMap<>());
    if (packed.isDeleted()) {
      last.remove(row.key());
    } else {
      last.put(row.key(), row);
    }
  }

  Views views() {
    return Views.of(rows.values().stream().flatMap(view -> view.values().stream()).toList());
  }
}
