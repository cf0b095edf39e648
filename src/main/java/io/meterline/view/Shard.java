package io.meterline.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** A part of a view: the rows that one file holds. */
public final class Shard {
  private static final int SHARDS_PER_MONTH = 4;
  private static final Comparator<Row> BY_CONTENT = Comparator.comparing(Row::toString);

  private final TreeMap<RowKey, List<Row>> rows = new TreeMap<>();

  /**
   * The name of the shard of a row, such as {@code 2013-06-2}: its month and a bucket by its key. It depends on the row's
   * key and place in time alone, and keeps a shard small however long the log.
   */
  public static String of(Row row) {
    var month = row.view().monthOf(row).map(Object::toString).orElse("undated");
    return month + "-" + Math.floorMod(row.key().hashCode(), SHARDS_PER_MONTH);
  }

  /** Takes a row; of several of one key the view's retention says which are kept. */
  public void add(Row row) {
    var kept = rows.computeIfAbsent(row.key(), key -> new ArrayList<>(1));
    switch (row.view().retention()) {
      case ALL -> kept.add(row);
      case LAST -> {
        if (kept.isEmpty()) {
          kept.add(row);
        } else if (kept.get(0).revision() < row.revision()) {
          kept.set(0, row);
        }
      }
    }
  }

  /** The rows kept, in the order of their keys, and of what they say where keys are equal. */
  public List<Row> inOrder() {
    var all = new ArrayList<Row>();
    for (var kept : rows.values()) {
      kept.sort(BY_CONTENT);
      all.addAll(kept);
    }
    return all;
  }
}
