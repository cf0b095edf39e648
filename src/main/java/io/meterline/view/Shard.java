package io.meterline.view;

import io.meterline.view.View.Retention;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A part of a view: the rows that one file holds. */
public final class Shard implements RowChanges {
  /** By key, then the row that replaces others first, then what a row says. */
  private static final Comparator<Keyed> ORDER =
      Comparator.comparing(Keyed::key)
          .thenComparing(Comparator.comparingLong((Keyed keyed) -> keyed.row.revision()).reversed())
          .thenComparing(keyed -> keyed.row.toString());

  private final List<Keyed> rows = new ArrayList<>();

  private record Keyed(RowKey key, Row row, Fate fate) {}

  private enum Fate {
    WRITTEN,
    DELETED
  }

  /** Takes a row, or word that one is no more; of several of one key the view's retention says which are kept. */
  public void add(PackedRow packed) {
    packed.giveTo(this);
  }

  @Override
  public void row(Row row) {
    rows.add(new Keyed(row.key(), row, Fate.WRITTEN));
  }

  @Override
  public void deleted(Row row) {
    rows.add(new Keyed(row.key(), row, Fate.DELETED));
  }

  /** The rows kept, in the order of their keys, and of what they say where keys are equal. */
  public List<Row> inOrder() {
    rows.sort(ORDER);
    var kept = new ArrayList<Row>(rows.size());
    for (var i = 0; i < rows.size(); i++) {
      var isReplaced = i > 0 && rows.get(i - 1).key.equals(rows.get(i).key);
      if (rows.get(i).fate == Fate.WRITTEN && (!isReplaced || rows.get(i).row.view().retention() == Retention.ALL)) {
        kept.add(rows.get(i).row);
      }
    }
    return kept;
  }
}
