package io.meterline.model.view;

import io.meterline.model.time.DateRange;
import io.meterline.model.view.View.Retention;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A part of a view: the rows that one file holds. */
public final class Shard {
  private final Table rows;

  /** No rows yet of the view. */
  public Shard(View view) {
    rows = new Table(view);
  }

  /** Takes rows, or word that some are no more; of several of one key the view's retention says which are kept. */
  public void add(PackedRows packed) {
    rows.addAll(packed.table(rows.view()));
  }

  /**
   * The rows kept that a dates has, in the order of their keys, and of what they say where keys are equal: the same
   * table whatever order the rows came in.
   */
  public Table inOrder(DateRange dates) {
    var places = rows.byKey();
    var kept = new int[places.length];
    var count = 0;
    var isRange = !dates.equals(DateRange.ALL);
    for (int from = 0, to; from < places.length; from = to) {
      to = from + 1;
      while (to < places.length && rows.haveSameKey(places[from], places[to])) {
        to++;
      }
      if (to - from > 1) {
        newestFirst(places, from, to);
      }
      var last = rows.view().retention() == Retention.LAST ? from + 1 : to;
      for (var i = from; i < last; i++) {
        if (!rows.isDeleted(places[i]) && !(isRange && isOutside(dates, places[i]))) {
          kept[count++] = places[i];
        }
      }
    }
    return rows.at(Arrays.copyOf(kept, count));
  }

  private boolean isOutside(DateRange dates, int place) {
    return !GroupKey.isWithin(dates, rows.row(place));
  }

  /** Puts rows of one key in order: the one that replaces others first, then by what they say. */
  private void newestFirst(int[] places, int from, int to) {
    var order =
        Comparator.<Integer>comparingLong(rows::revision).reversed().thenComparing(place -> rows.row(place).toString());
    var sorted = IntStream.range(from, to).mapToObj(i -> places[i]).sorted(order).toList();
    for (var i = 0; i < sorted.size(); i++) {
      places[from + i] = sorted.get(i);
    }
  }
}
