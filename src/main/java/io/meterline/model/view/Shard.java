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

  /** Sorts rows of one key: highest revision first, then by content. */
  private void newestFirst(int[] places, int from, int to) {
    var order =
        Comparator.<Integer>comparingLong(rows::revision).reversed().thenComparing(place -> rows.row(place).toString());
    var sorted = IntStream.range(from, to).mapToObj(i -> places[i]).sorted(order).toList();
    for (var i = 0; i < sorted.size(); i++) {
      places[from + i] = sorted.get(i);
    }
  }
}
