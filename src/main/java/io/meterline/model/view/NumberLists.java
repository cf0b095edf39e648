package io.meterline.model.view;

import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.Arrays;

/** A column of lists of whole numbers, stored end to end. */
public final class NumberLists extends Values {
  private final Numbers elements = new Numbers(Column.Type.LONG);
  private int[] ends = new int[4];
  private int count;

  /** The index of the first element of the list of a row. */
  public int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** The end index of the list of a row, exclusive. */
  public int end(int row) {
    return ends[row];
  }

  /** The element at an index from {@link #start}, inclusive, to {@link #end}, exclusive, of its row. */
  public long element(int index) {
    return elements.number(index);
  }

  @Override
  void addValue(Object value) {
    var list = (LongList) value;
    for (var i = 0; i < list.size(); i++) {
      elements.addNumber(list.number(i));
    }
    endRow();
  }

  @Override
  void addMissing() {
    endRow();
  }

  private void endRow() {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = elements.count();
  }

  @Override
  Object value(int row) {
    return LongList.owning(elements.copy(start(row), end(row)));
  }

  @Override
  boolean isSameValue(int row, int other) {
    return value(row).equals(value(other));
  }

  @Override
  void append(Values more) {
    var other = (NumberLists) more;
    var before = elements.count();
    if (count + other.count > ends.length) {
      ends = Arrays.copyOf(ends, Math.max(count + other.count, 2 * count));
    }
    for (var i = 0; i < other.count; i++) {
      ends[count++] = before + other.ends[i];
    }
    elements.append(other.elements);
  }

  @Override
  Values select(int[] rows) {
    var some = new NumberLists();
    some.ends = new int[rows.length];
    for (var row : rows) {
      some.elements.append(elements, start(row), end(row));
      some.endRow();
    }
    return some;
  }

  @Override
  void writeValues(WireOutput out) {
    var sizes = new long[count];
    Arrays.setAll(sizes, row -> end(row) - start(row));
    out.writeNumbers(sizes, 0, count);
    out.writeCount(elements.count());
    elements.writeValues(out);
  }

  @Override
  void readValues(int rows, WireInput in) {
    var sizes = in.readNumbers(rows);
    ends = new int[rows];
    var end = 0L;
    for (count = 0; count < rows; count++) {
      end += sizes[count];
      ends[count] = Math.toIntExact(end);
    }
    var size = in.readCount();
    if (size != end) {
      throw new IllegalArgumentException("lists of " + end + " numbers, but there are " + size);
    }
    elements.readValues(size, in);
  }

  @Override
  Ranks valueRanks() {
    throw new IllegalStateException("lists cannot be ordered");
  }
}
