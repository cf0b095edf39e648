package io.meterline.model.view;

import io.meterline.model.time.DateRange;
import io.meterline.model.view.View.Retention;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A shard of a view: the rows of one file. */
public final class Shard {
  private final Table rows;

  /** An empty shard of the view. */
  public Shard(View view) {
    rows = new Table(view);
  }

  /** Adds rows and deletions. The view's retention decides which rows of one key are kept. */
  public void add(PackedRows packed) {
    rows.addAll(packed.table(rows.view()));
  }

  /**
   * The rows kept that are within the date range, ordered by key, and by content where keys are equal. The result does not
   * depend on the order in which rows were added.
   */
  public Table inOrder(DateRange dates) {
    return inOrder(rows, dates);
  }

  /** As {@link #inOrder(DateRange)}, for rows and deletions in a table. */
  static Table inOrder(Table rows, DateRange dates) {
    var indexes = rows.byKey();
    var kept = new int[indexes.length];
    var count = 0;
    var isRange = !dates.equals(DateRange.ALL);
    for (int from = 0, to; from < indexes.length; from = to) {
      to = endOfKey(rows, indexes, from);
      if (to - from > 1) {
        newestFirst(rows, indexes, from, to);
      }
      var last = rows.view().retention() == Retention.LAST ? from + 1 : to;
      for (var i = from; i < last; i++) {
        if (!rows.isDeleted(indexes[i]) && !(isRange && !GroupKey.isWithin(dates, rows.row(indexes[i])))) {
          kept[count++] = indexes[i];
        }
      }
    }
    return rows.at(Arrays.copyOf(kept, count));
  }

  /** The end of the rows, exclusive, that have the key of the row at {@code from}, in an order by key. */
  static int endOfKey(Table rows, int[] indexes, int from) {
    var to = from + 1;
    while (to < indexes.length && rows.haveSameKey(indexes[from], indexes[to])) {
      to++;
    }
    return to;
  }

  /**
   * Passes on the last row or deletion of each key, in the order of keys. The result does not depend on the order in which they were
   * added.
   */
  public void emitLast(RowChanges changes) {
    var indexes = rows.byKey();
    for (int from = 0, to; from < indexes.length; from = to) {
      to = endOfKey(rows, indexes, from);
      if (to - from > 1) {
        newestFirst(rows, indexes, from, to);
      }
      rows.emitTo(indexes[from], changes);
    }
  }

  /**
   * Sorts rows of one key: highest revision first, then rows before deletions, then by content. A device that changes its cohort is
   * deleted in one and has a row in the other, at the same revision.
   */
  static void newestFirst(Table rows, int[] indexes, int from, int to) {
    var order =
        Comparator.<Integer>comparingLong(rows::revision)
            .reversed()
            .thenComparing(rows::isDeleted)
            .thenComparing(index -> rows.row(index).toString());
    var sorted = IntStream.range(from, to).mapToObj(i -> indexes[i]).sorted(order).toList();
    for (var i = 0; i < sorted.size(); i++) {
      indexes[from + i] = sorted.get(i);
    }
  }
}
