package io.meterline.model.view;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.BitSet;
import java.util.stream.IntStream;

/** The values of one column. */
public abstract sealed class Values permits Texts, Numbers, NumberLists, ByteStrings {
  private final BitSet missing = new BitSet();
  private int size;

  /** The values of a column without rows yet. */
  static Values of(Column column) {
    return switch (column.type()) {
      case STRING -> new Texts();
      case INT, LONG, DATE, TIMESTAMP -> new Numbers(column.type());
      case LONGS -> new NumberLists();
      case BYTES -> new ByteStrings();
    };
  }

  /** The number of rows. */
  public final int size() {
    return size;
  }

  /** Whether the row has a value. */
  public final boolean has(int row) {
    return !missing.get(row);
  }

  /** Adds the value of the next row, null if it has none. */
  final void add(Object value) {
    if (value == null) {
      missing.set(size);
      addMissing();
    } else {
      addValue(value);
    }
    size++;
  }

  /** The value of a row, null if it has none. */
  final Object get(int row) {
    return has(row) ? value(row) : null;
  }

  /** Appends all values of the same column of another table. */
  final void addAll(Values more) {
    append(more);
    more.missing.stream().forEach(row -> missing.set(size + row));
    size += more.size;
  }

  /** The values of the given rows, in that order. */
  final Values at(int[] rows) {
    var some = select(rows);
    if (!missing.isEmpty()) {
      IntStream.range(0, rows.length).filter(i -> missing.get(rows[i])).forEach(some.missing::set);
    }
    some.size = rows.length;
    return some;
  }

  /** Whether two rows have the same value, or both have none. */
  final boolean isSame(int row, int other) {
    return has(row) ? has(other) && isSameValue(row, other) : !has(other);
  }

  /** Writes all values. */
  final void write(WireOutput out) {
    out.writeCount(missing.cardinality());
    missing.stream().forEach(out::writeCount);
    writeValues(out);
  }

  /** Reads the values of {@code rows} rows. */
  final void read(int rows, WireInput in) {
    for (var left = in.readCount(); left > 0; left--) {
      var row = in.readCount();
      if (row >= rows) {
        throw new IllegalArgumentException("missing value in row " + row + " of " + rows);
      }
      missing.set(row);
    }
    readValues(rows, in);
    size = rows;
  }

  /** The rank of each row's value: lower for lower values, equal for equal ones, 0 if there is none. */
  final Ranks ranks() {
    var ranks = valueRanks();
    missing.stream().forEach(row -> ranks.of()[row] = 0);
    return ranks;
  }

  /**
   * The ranks of values in ascending order.
   *
   * @param of the rank of each row, from 1
   * @param max an upper bound of the ranks
   */
  record Ranks(int[] of, int max) {}

  abstract void addValue(Object value);

  /** Adds an arbitrary value for a row that has none. */
  abstract void addMissing();

  abstract Object value(int row);

  abstract boolean isSameValue(int row, int other);

  abstract void append(Values more);

  abstract Values select(int[] rows);

  abstract void writeValues(WireOutput out);

  abstract void readValues(int rows, WireInput in);

  abstract Ranks valueRanks();
}
