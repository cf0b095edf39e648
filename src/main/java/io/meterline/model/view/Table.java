package io.meterline.model.view;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of one view in columns, in the order in which they were added. Some may be deletions. */
public final class Table implements RowChanges {
  private static final int VERSION = 1;

  private final View view;
  private final List<Values> columns;
  private final Numbers revisions;
  private final BitSet deleted = new BitSet();

  /** An empty table. */
  public Table(View view) {
    this(view, new ArrayList<>(view.columns().size()), new Numbers(Column.Type.LONG));
    view.columns().forEach(column -> columns.add(Values.of(column)));
  }

  private Table(View view, List<Values> columns, Numbers revisions) {
    this.view = view;
    this.columns = columns;
    this.revisions = revisions;
  }

  /** A table of the given rows of the view. */
  public static Table of(View view, List<Row> rows) {
    var table = new Table(view);
    rows.forEach(table::row);
    return table;
  }

  public View view() {
    return view;
  }

  /** The number of rows, including deletions. */
  public int size() {
    return revisions.count();
  }

  /** The values of a column, by its index in the view. */
  public Values column(int index) {
    return columns.get(index);
  }

  @Override
  public void row(Row row) {
    for (var i = 0; i < columns.size(); i++) {
      columns.get(i).add(row.raw(i));
    }
    revisions.addNumber(row.revision());
  }

  @Override
  public void deleted(Row row) {
    deleted.set(size());
    row(row);
  }

  /** A row, whether or not it is a deletion. */
  public Row row(int index) {
    var values = new Object[columns.size()];
    for (var i = 0; i < values.length; i++) {
      values[i] = columns.get(i).get(index);
    }
    return new Row(view, revisions.number(index), values);
  }

  /** All rows in order, including deletions. */
  public List<Row> rows() {
    return IntStream.range(0, size()).mapToObj(this::row).toList();
  }

  /** Whether the row is a deletion. */
  public boolean isDeleted(int index) {
    return deleted.get(index);
  }

  /** The revision of a row. */
  public long revision(int index) {
    return revisions.number(index);
  }

  /** Passes on the rows and deletions, in order. */
  public void emitTo(RowChanges changes) {
    for (var i = 0; i < size(); i++) {
      emitTo(i, changes);
    }
  }

  /** Passes on a row or deletion. */
  void emitTo(int index, RowChanges changes) {
    if (isDeleted(index)) {
      changes.deleted(row(index));
    } else {
      changes.row(row(index));
    }
  }

  /** Appends the rows of another table of the view. */
  void addAll(Table more) {
    var before = size();
    for (var i = 0; i < columns.size(); i++) {
      columns.get(i).addAll(more.columns.get(i));
    }
    revisions.append(more.revisions);
    more.deleted.stream().forEach(index -> deleted.set(before + index));
  }

  /** A table of the rows at the given indexes, in that order. */
  Table at(int[] indexes) {
    var some =
        new Table(view, columns.stream().map(values -> values.at(indexes)).toList(), (Numbers) revisions.select(indexes));
    if (!deleted.isEmpty()) {
      IntStream.range(0, indexes.length).filter(i -> deleted.get(indexes[i])).forEach(some.deleted::set);
    }
    return some;
  }

  /** The indexes of the rows ordered by key. The sort is stable. */
  int[] byKey() {
    var indexes = IntStream.range(0, size()).toArray();
    for (var column = view.keyColumns() - 1; column >= 0; column--) {
      indexes = sorted(indexes, columns.get(column).ranks());
    }
    return indexes;
  }

  /** A stable counting sort. */
  private static int[] sorted(int[] indexes, Values.Ranks ranks) {
    var starts = new int[ranks.max() + 2];
    for (var index : indexes) {
      starts[ranks.of()[index] + 1]++;
    }
    for (var rank = 1; rank < starts.length; rank++) {
      starts[rank] += starts[rank - 1];
    }
    var sorted = new int[indexes.length];
    for (var index : indexes) {
      sorted[starts[ranks.of()[index]]++] = index;
    }
    return sorted;
  }

  /** Whether two rows have the same key. */
  boolean haveSameKey(int index, int other) {
    // Consecutive keys of a device have equal texts and often differ only in the last column.
    for (var i = view.keyColumns() - 1; i >= 0; i--) {
      if (!columns.get(i).isSame(index, other)) {
        return false;
      }
    }
    return true;
  }

  /** Writes all rows. The reader must know the view. */
  void write(WireOutput out) {
    out.writeByte(VERSION);
    out.writeCount(size());
    out.writeCount(deleted.cardinality());
    deleted.stream().forEach(out::writeCount);
    revisions.writeValues(out);
    columns.forEach(values -> values.write(out));
  }

  /** Reads rows of the view. */
  static Table read(View view, WireInput in) {
    in.expectVersion(VERSION);
    var table = new Table(view);
    var size = in.readCount();
    for (var left = in.readCount(); left > 0; left--) {
      table.deleted.set(in.readCount());
    }
    table.revisions.readValues(size, in);
    table.columns.forEach(values -> values.read(size, in));
    return table;
  }
}
