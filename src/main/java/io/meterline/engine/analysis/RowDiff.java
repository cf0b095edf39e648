package io.meterline.engine.analysis;

import io.meterline.model.view.Row;
import io.meterline.model.view.RowKey;
import io.meterline.model.view.View;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The last row of each key that analyses wrote. */
public final class RowDiff {
  private final long revision;
  private final Map<Key, Row> rows = new LinkedHashMap<>();
  private final Set<Key> overflowed = new HashSet<>();

  private record Key(View view, RowKey key) {}

  /** Nothing written yet, at the given revision. */
  public RowDiff(long revision) {
    this.revision = revision;
  }

  /** Where to write. */
  public Rows rows() {
    return new Rows(revision, this::put, row -> overflowed.add(key(row)));
  }

  private void put(Row row) {
    rows.put(key(row), row);
    overflowed.remove(key(row));
  }

  private static Key key(Row row) {
    return new Key(row.view(), row.key());
  }

  /** Gives out the rows that are asked for. */
  public void emitAll(Predicate<Row> asked, RowOutput out) {
    for (var entry : rows.entrySet()) {
      if (asked.test(entry.getValue())) {
        emit(entry.getKey(), entry.getValue(), out);
      }
    }
  }

  private void emit(Key key, Row row, RowOutput out) {
    out.row(row);
    if (overflowed.contains(key)) {
      out.overflowed(row);
    }
  }

  /** Gives out what is other than it was before, and returns how many rows that is. */
  public int emitChanges(RowDiff before, RowOutput out) {
    var changed = 0;
    for (var entry : rows.entrySet()) {
      if (!entry.getValue().equals(before.rows.get(entry.getKey()))) {
        emit(entry.getKey(), entry.getValue(), out);
        changed++;
      }
    }
    for (var entry : before.rows.entrySet()) {
      if (!rows.containsKey(entry.getKey())) {
        out.deleted(entry.getValue().at(revision));
        changed++;
      }
    }
    return changed;
  }
}
