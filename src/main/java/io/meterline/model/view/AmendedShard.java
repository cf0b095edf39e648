package io.meterline.model.view;

import io.meterline.model.time.DateRange;
import io.meterline.model.view.View.Retention;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The rows of one file of a view, and changes of them. */
public final class AmendedShard {
  private static final int NONE = -1;

  private final Table rows;
  private final int before;

  /**
   * A shard with the rows of a file.
   *
   * @param file the rows, without deletions; they are modified
   */
  public AmendedShard(Table file) {
    rows = file;
    before = file.size();
  }

  /**
   * The amended rows of a file.
   *
   * @param rows the rows, in the order of {@link Shard#inOrder}
   * @param added how many rows are new
   * @param changed how many rows have other values than before; 0 for a view that keeps all rows
   * @param deleted how many rows are gone
   */
  public record Amended(Table rows, long added, long changed, long deleted) {
    /** Whether the rows are those of the file. */
    public boolean isSame() {
      return added == 0 && changed == 0 && deleted == 0;
    }
  }

  /**
   * Adds changes. If the view keeps the last row of each key, a row replaces that of its key, and a deletion removes it; of
   * several changes of a key, the one with the highest revision counts. If it keeps all rows, a row is one more, and a deletion is
   * one equal row less; revisions do not count.
   */
  public void add(PackedRows changes) {
    rows.addAll(changes.table(rows.view()));
  }

  /**
   * The rows of the file after the changes. The result does not depend on the order in which changes were added.
   *
   * @param dates the dates of the rows that are written; changes of others are ignored
   * @throws IllegalArgumentException if the view keeps all rows, and a row is deleted that is not there
   */
  public Amended amended(DateRange dates) {
    return rows.view().retention() == Retention.LAST ? last(dates) : all();
  }

  private Amended last(DateRange dates) {
    var indexes = rows.byKey();
    var kept = new int[indexes.length];
    var count = 0;
    var tally = new Tally();
    for (int from = 0, to; from < indexes.length; from = to) {
      to = Shard.endOfKey(rows, indexes, from);
      // The sort by key is stable: the row of the file comes first.
      var isThere = indexes[from] < before;
      var first = isThere ? from + 1 : from;
      var row = isThere ? indexes[from] : NONE;
      if (first < to) {
        Shard.newestFirst(rows, indexes, first, to);
        row = changed(row, indexes[first], dates, tally);
      }
      if (row != NONE) {
        kept[count++] = row;
      }
    }
    return new Amended(rows.at(Arrays.copyOf(kept, count)), tally.added, tally.changed, tally.deleted);
  }

  /** Counts of changes. */
  private static final class Tally {
    private long added;
    private long changed;
    private long deleted;
  }

  /** The index of a key's row after a change, or {@link #NONE}; counts the change, if it is one. */
  private int changed(int row, int change, DateRange dates, Tally tally) {
    if (!GroupKey.isWithin(dates, rows.row(change))) {
      return row;
    }
    if (rows.isDeleted(change)) {
      tally.deleted += row == NONE ? 0 : 1;
      return NONE;
    }
    if (row == NONE) {
      tally.added++;
      return change;
    }
    if (rows.row(row).equals(rows.row(change))) {
      return row;
    }
    tally.changed++;
    return change;
  }

  private Amended all() {
    var surplus = surplus();
    var result = new Table(rows.view());
    var deleted = 0L;
    for (var i = 0; i < before; i++) {
      var row = rows.row(i);
      if (surplus.getOrDefault(row, 0L) < 0) {
        surplus.merge(row, 1L, Long::sum);
        deleted++;
      } else {
        result.row(row.at(0));
      }
    }
    var added = 0L;
    for (var each : surplus.entrySet()) {
      if (each.getValue() < 0) {
        throw new IllegalArgumentException("a row to be deleted is not there: " + each.getKey());
      }
      for (var i = 0L; i < each.getValue(); i++) {
        result.row(each.getKey().at(0));
      }
      added += each.getValue();
    }
    return new Amended(Shard.inOrder(result, DateRange.ALL), added, 0, deleted);
  }

  /** How many more rows there are of each, after the changes; negative for fewer. */
  private Map<Row, Long> surplus() {
    var surplus = new HashMap<Row, Long>();
    for (var i = before; i < rows.size(); i++) {
      surplus.merge(rows.row(i), rows.isDeleted(i) ? -1L : 1L, Long::sum);
    }
    return surplus;
  }
}
