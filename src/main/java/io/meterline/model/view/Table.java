package io.meterline.model.view;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of one view, column by column, in the order in which they were given; of some it may say that they are no more. */
public final class Table implements RowChanges {
  private static final int VERSION = 1;

  private final View view;
  private final List<Values> columns;
  private final Numbers revisions;
  private final BitSet deleted = new BitSet();

  /** No rows yet. */
  public Table(View view) {
    this(view, new ArrayList<>(view.columns().size()), new Numbers(Column.Type.LONG));
    view.columns().forEach(column -> columns.add(Values.of(column)));
  }

  private Table(View view, List<Values> columns, Numbers revisions) {
    this.view = view;
    this.columns = columns;
    this.revisions = revisions;
  }

  /** A table of rows of the view. */
  public static Table of(View view, List<Row> rows) {
    var table = new Table(view);
    rows.forEach(table::row);
    return table;
  }

  public View view() {
    return view;
  }

  /** How many rows there are, and that are no more. */
  public int size() {
    return revisions.count();
  }

  /** The values of the column at a place among those of the view. */
  public Values column(int place) {
    return columns.get(place);
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

  /** A row, be it that it is no more. */
  public Row row(int place) {
    var values = new Object[columns.size()];
    for (var i = 0; i < values.length; i++) {
      values[i] = columns.get(i).get(place);
    }
    return new Row(view, revisions.number(place), values);
  }

  /** The rows one by one, in their order, those among them that are no more. */
  public List<Row> rows() {
    return IntStream.range(0, size()).mapToObj(this::row).toList();
  }

  /** Whether the row is one that is no more. */
  public boolean isDeleted(int place) {
    return deleted.get(place);
  }

  /** The revision of a row. */
  public long revision(int place) {
    return revisions.number(place);
  }

  /** Gives the rows one by one, in their order. */
  public void emitTo(RowChanges taker) {
    for (var i = 0; i < size(); i++) {
      if (isDeleted(i)) {
        taker.deleted(row(i));
      } else {
        taker.row(row(i));
      }
    }
  }

  /** Takes the rows of another table of the view. */
  void addAll(Table more) {
    var before = size();
    for (var i = 0; i < columns.size(); i++) {
      columns.get(i).addAll(more.columns.get(i));
    }
    revisions.append(more.revisions);
    more.deleted.stream().forEach(place -> deleted.set(before + place));
  }

  /** The given rows, in their order. */
  Table at(int[] places) {
    var some =
        new Table(view, columns.stream().map(values -> values.at(places)).toList(), (Numbers) revisions.select(places));
    if (!deleted.isEmpty()) {
      IntStream.range(0, places.length).filter(i -> deleted.get(places[i])).forEach(some.deleted::set);
    }
    return some;
  }

  /** The places of the rows in the order of their keys; rows of one key stay as they are. */
  int[] byKey() {
    var places = IntStream.range(0, size()).toArray();
    for (var column = view.keyColumns() - 1; column >= 0; column--) {
      places = sorted(places, columns.get(column).ranks());
    }
    return places;
  }

  /** Sorts by counting, so that places of one rank stay as they are. */
  private static int[] sorted(int[] places, Values.Ranks ranks) {
    var starts = new int[ranks.max() + 2];
    for (var place : places) {
      starts[ranks.of()[place] + 1]++;
    }
    for (var rank = 1; rank < starts.length; rank++) {
      starts[rank] += starts[rank - 1];
    }
    var sorted = new int[places.length];
    for (var place : places) {
      sorted[starts[ranks.of()[place]]++] = place;
    }
    return sorted;
  }

  /** Whether two rows have one key. */
  boolean haveSameKey(int place, int other) {
    // Keys of a device in a row have the same texts and often differ in the last column.
    for (var i = view.keyColumns() - 1; i >= 0; i--) {
      if (!columns.get(i).isSame(place, other)) {
        return false;
      }
    }
    return true;
  }

  /** Writes all rows; the view is for the reader to know. */
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
