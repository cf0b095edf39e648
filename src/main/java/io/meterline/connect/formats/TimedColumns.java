package io.meterline.connect.formats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Rows of whole numbers, kept as columns of primitives, of which the first is a time. */
public final class TimedColumns {
  private static final int FIRST_CAPACITY = 16;
  private static final int TIME = 0;

  private final long[][] columns;
  private int count;
  private boolean isSorted = true;

  /**
   * Without rows.
   *
   * @param width how many numbers a row has, at least 1
   */
  public TimedColumns(int width) {
    columns = new long[width][FIRST_CAPACITY];
  }

  /** Adds a row. */
  public void add(long... row) {
    if (count == columns[TIME].length) {
      for (var i = 0; i < columns.length; i++) {
        columns[i] = Arrays.copyOf(columns[i], count + count / 2);
      }
    }
    isSorted &= count == 0 || columns[TIME][count - 1] <= row[TIME];
    for (var i = 0; i < columns.length; i++) {
      columns[i][count] = row[i];
    }
    count++;
  }

  /** Sorts the rows by time; rows of one time keep their order. */
  public void sort() {
    if (!isSorted) {
      var times = columns[TIME];
      var order = IntStream.range(0, count).boxed().sorted(Comparator.comparingLong(i -> times[i])).mapToInt(i -> i).toArray();
      for (var i = 0; i < columns.length; i++) {
        var unsorted = columns[i];
        columns[i] = Arrays.stream(order).mapToLong(row -> unsorted[row]).toArray();
      }
      isSorted = true;
    }
  }

  /** Moves a row to an earlier place; what was there is lost. */
  void move(int from, int to) {
    for (var column : columns) {
      column[to] = column[from];
    }
  }

  /** Keeps the first rows only. */
  void truncate(int newCount) {
    count = newCount;
  }

  public int count() {
    return count;
  }

  public long value(int row, int column) {
    return columns[column][row];
  }

  public long time(int row) {
    return columns[TIME][row];
  }
}
