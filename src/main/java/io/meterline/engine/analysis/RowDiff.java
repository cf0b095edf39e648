package io.meterline.engine.analysis;

import io.meterline.model.view.Row;
import io.meterline.model.view.RowKey;
import io.meterline.model.view.View;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Collects the last row of each key that analyses write, to compare with what they wrote before. */
public final class RowDiff {
  private final long revision;
  private final Map<Key, Row> rows = new LinkedHashMap<>();
  private final Set<Key> overflowed = new HashSet<>();

  private record Key(View view, RowKey key) {}

  /** An empty collection, at the given revision. */
  public RowDiff(long revision) {
    this.revision = revision;
  }

  /** The output to write to. */
  public Rows rows() {
    // A row that has been written stays, so there is nothing to delete: what is not written is missing.
    return new Rows(revision, this::put, row -> {}, row -> overflowed.add(key(row)));
  }

  private void put(Row row) {
    rows.put(key(row), row);
    overflowed.remove(key(row));
  }

  private static Key key(Row row) {
    return new Key(row.view(), row.key());
  }

  /** Emits the rows that match the filter. */
  public void emitAll(Predicate<Row> filter, RowOutput out) {
    for (var entry : rows.entrySet()) {
      if (filter.test(entry.getValue())) {
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

  /** Emits the rows that differ from {@code before}, including deletions, and returns their number. */
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
