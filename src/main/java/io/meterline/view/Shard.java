package io.meterline.view;

import io.meterline.view.View.Retention;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A part of a view: the rows that one file holds. */
public final class Shard {
  /** By key, then the row that replaces others first, then what a row says. */
  private static final Comparator<Row> ORDER =
      ((Comparator<Row>) Row::compareKeyTo)
          .thenComparing(Comparator.comparingLong(Row::revision).reversed())
          .thenComparing(Row::toString);

  private final List<List<Row>> runs = new ArrayList<>();
  private final Set<Row> deleted = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Takes a row, or word that one is no more; of several of one key the view's retention says which are kept. */
  public void add(PackedRow packed) {
    add(PackedRows.of(packed));
  }

  /** Takes rows that come together, mostly in the order of their keys. */
  public void add(PackedRows packed) {
    var run = new ArrayList<Row>(packed.count());
    packed.giveTo(
        new RowChanges() {
          @Override
          public void row(Row row) {
            run.add(row);
          }

          @Override
          public void deleted(Row row) {
            run.add(row);
            deleted.add(row);
          }
        });
    runs.add(run);
  }

  /** The rows kept, in the order of their keys, and of what they say where keys are equal. */
  public List<Row> inOrder() {
    // Runs in the order of their first rows are mostly in order as a whole, which the sort then only finds.
    runs.sort(Comparator.comparing(run -> run.get(0), ORDER));
    var rows = new ArrayList<Row>();
    runs.forEach(rows::addAll);
    rows.sort(ORDER);
    var kept = new ArrayList<Row>(rows.size());
    for (var i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var isReplaced = i > 0 && rows.get(i - 1).hasKeyOf(row);
      if (!deleted.contains(row) && (!isReplaced || row.view().retention() == Retention.ALL)) {
        kept.add(row);
      }
    }
    return kept;
  }
}
