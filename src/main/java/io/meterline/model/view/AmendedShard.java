package io.meterline.model.view;

import io.meterline.model.time.DateRange;
import io.meterline.model.view.View.Retention;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

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

  /**
   * The rows that differ, in the order of their keys, and of their content where keys are equal.
   *
   * @param dates as for {@link #amended}
   * @throws IllegalArgumentException as {@link #amended}
   */
  public void differences(DateRange dates, Consumer<RowChange> changes) {
    switch (rows.view().retention()) {
      case LAST -> last(dates, changes);
      case ALL -> {
        // Fails for a row that is not there.
        all();
        surplusInOrder().forEach((row, count) -> emit(row, count, changes));
      }
    }
  }

  private static void emit(Row row, long surplus, Consumer<RowChange> changes) {
    for (var i = 0L; i < Math.abs(surplus); i++) {
      changes.accept(surplus < 0 ? RowChange.deleted(row) : RowChange.added(row));
    }
  }

  private Amended last(DateRange dates) {
    var tally = new Tally();
    var kept = last(dates, tally);
    return new Amended(rows.at(kept), tally.added, tally.changed, tally.deleted);
  }

  /** Passes on the rows that differ, and returns the indexes of the rows after the changes. */
  private int[] last(DateRange dates, Consumer<RowChange> changes) {
    var indexes = rows.byKey();
    var kept = new int[indexes.length];
    var count = 0;
    for (int from = 0, to; from < indexes.length; from = to) {
      to = Shard.endOfKey(rows, indexes, from);
      // The sort by key is stable: the row of the file comes first.
      var isThere = indexes[from] < before;
      var first = isThere ? from + 1 : from;
      var row = isThere ? indexes[from] : NONE;
      if (first < to) {
        Shard.newestFirst(rows, indexes, first, to);
        row = changed(row, indexes[first], dates, changes);
      }
      if (row != NONE) {
        kept[count++] = row;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** Counts changes. */
  private static final class Tally implements Consumer<RowChange> {
    private long added;
    private long changed;
    private long deleted;

    @Override
    public void accept(RowChange change) {
      if (change.before().isEmpty()) {
        added++;
      } else if (change.after().isEmpty()) {
        deleted++;
      } else {
        changed++;
      }
    }
  }

  /** The index of a key's row after a change, or {@link #NONE}; passes on the change, if it is one. */
  private int changed(int row, int change, DateRange dates, Consumer<RowChange> changes) {
    if (!GroupKey.isWithin(dates, rows.row(change))) {
      return row;
    }
    if (rows.isDeleted(change)) {
      if (row != NONE) {
        changes.accept(RowChange.deleted(rows.row(row)));
      }
      return NONE;
    }
    if (row == NONE) {
      changes.accept(RowChange.added(rows.row(change)));
      return change;
    }
    if (rows.row(row).equals(rows.row(change))) {
      return row;
    }
    changes.accept(RowChange.changed(rows.row(row), rows.row(change)));
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

  /** As {@link #surplus}, in the order of rows, without those of which there are as many. */
  private Map<Row, Long> surplusInOrder() {
    var surplus = surplus();
    var ordered = new Table(rows.view());
    surplus.keySet().forEach(ordered::row);
    var inOrder = new LinkedHashMap<Row, Long>();
    Shard.inOrder(ordered, DateRange.ALL).rows().forEach(row -> inOrder.put(row, surplus.get(row)));
    inOrder.values().removeIf(count -> count == 0);
    return inOrder;
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
