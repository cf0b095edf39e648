package io.meterline.bench;

import java.util.Arrays;

/** Rows of six numbers in one array that grows. */
final class LoopRows {
  private static final int COLUMNS = 6;

  private long[] cells;
  private int used;

  LoopRows() {
    this.cells = new long[COLUMNS * 4096];
  }

  void add(long a, long b, long c, long d, long e, long f) {
    if (used + COLUMNS > cells.length) {
      cells = Arrays.copyOf(cells, cells.length * 2);
    }
    cells[used] = a;
    cells[used + 1] = b;
    cells[used + 2] = c;
    cells[used + 3] = d;
    cells[used + 4] = e;
    cells[used + 5] = f;
    used += COLUMNS;
  }

  int rows() {
    return used / COLUMNS;
  }

  long sum(int column) {
    var sum = 0L;
    for (var cell = column; cell < used; cell += COLUMNS) {
      sum += cells[cell];
    }
    return sum;
  }
}
