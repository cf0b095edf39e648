package io.meterline.model.view;

import io.meterline.model.view.View.Retention;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The rows of a file as it was and as it is, held against each other. */
public final class ShardChanges {
  private final Table before;
  private final Table after;

  /**
   * The files, of the same view.
   *
   * @param before the rows of the file as it was, without deletions
   * @param after the rows of the file as it is, without deletions
   */
  public ShardChanges(Table before, Table after) {
    this.before = before;
    this.after = after;
  }

  /** Passes the rows that differ, in the order of their keys, and of their content where keys are equal. */
  public void emitTo(Consumer<RowChange> changes) {
    var rows = new Table(before.view());
    before.emitTo(rows);
    after.emitTo(rows);
    var indexes = rows.byKey();
    for (int from = 0, to; from < indexes.length; from = to) {
      to = Shard.endOfKey(rows, indexes, from);
      if (rows.view().retention() == Retention.LAST) {
        emitLast(rows, indexes, from, to, changes);
      } else {
        emitAll(rows, indexes, from, to, changes);
      }
    }
  }

  /** The rows of a key: at most one of each file. The sort by key is stable, so that of the file as it was comes first. */
  private void emitLast(Table rows, int[] indexes, int from, int to, Consumer<RowChange> changes) {
    var first = rows.row(indexes[from]);
    if (to - from == 1) {
      changes.accept(indexes[from] < before.size() ? RowChange.deleted(first) : RowChange.added(first));
      return;
    }
    var last = rows.row(indexes[to - 1]);
    if (!first.equals(last)) {
      changes.accept(RowChange.changed(first, last));
    }
  }

  private void emitAll(Table rows, int[] indexes, int from, int to, Consumer<RowChange> changes) {
    var surplus = new TreeMap<Row, Long>(Comparator.comparing(Row::toString));
    for (var i = from; i < to; i++) {
      surplus.merge(rows.row(indexes[i]), indexes[i] < before.size() ? -1L : 1L, Long::sum);
    }
    surplus.forEach(
        (row, count) -> {
          for (var i = count; i < 0; i++) {
            changes.accept(RowChange.deleted(row));
          }
          for (var i = 0L; i < count; i++) {
            changes.accept(RowChange.added(row));
          }
        });
  }
}
