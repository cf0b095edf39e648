package io.meterline.app.verify;

import io.meterline.app.verify.Difference.Side;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowKey;
import io.meterline.model.view.StoredView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds the differences between two sides of a view. The order of rows does not matter.
 *
 * <p>Views of any size are compared in bounded memory: rows are partitioned by their hash, and each partition takes one pass over
 * both sides.
 */
public final class ViewDiff {
  private final StoredView left;
  private final StoredView right;
  private final int show;
  private final long leftRows;
  private final long rightRows;
  private final long parts;
  private final PriorityQueue<Difference> first = new PriorityQueue<>(Difference.ORDER.reversed());
  private long differing;
  private long onlyLeft;
  private long onlyRight;
  private long repeated;

  private ViewDiff(StoredView left, StoredView right, int show, int rowsAtOnce) {
    this.left = left;
    this.right = right;
    this.show = show;
    this.leftRows = left.count();
    this.rightRows = right.count();
    this.parts = (Math.max(leftRows, rightRows) + rowsAtOnce - 1) / rowsAtOnce;
  }

  /**
   * The differences in a view.
   *
   * @param leftRows number of rows on the left
   * @param rightRows number of rows on the right
   * @param differing number of keys with one row on each side, but other values
   * @param onlyLeft number of rows only on the left
   * @param onlyRight number of rows only on the right
   * @param repeated number of keys with several rows on one side
   * @param first the first differences in the order of their keys
   */
  public record Result(
      long leftRows,
      long rightRows,
      long differing,
      long onlyLeft,
      long onlyRight,
      long repeated,
      List<Difference> first) {

    public boolean isIdentical() {
      return differences() == 0;
    }

    /** How many differences there are in all. */
    public long differences() {
      return differing + onlyLeft + onlyRight + repeated;
    }
  }

  /**
   * Compares two sides of one view.
   *
   * @param show how many differences to keep, at least 0
   * @param rowsAtOnce approximately how many rows of a side to hold in memory, at least 1; rows that differ are held twice
   * @throws io.meterline.model.MeterlineException if a side cannot be read
   */
  public static Result compare(StoredView left, StoredView right, int show, int rowsAtOnce) {
    var diff = new ViewDiff(left, right, show, rowsAtOnce);
    for (var part = 0L; part < diff.parts; part++) {
      switch (left.view().retention()) {
        case LAST -> diff.compareKeys(part);
        case ALL -> diff.compareBags(part);
      }
    }
    return diff.result();
  }

  private Result result() {
    var shown = new ArrayList<>(first);
    Collections.sort(shown, Difference.ORDER);
    return new Result(leftRows, rightRows, differing, onlyLeft, onlyRight, repeated, shown);
  }

  /** Whether a hash belongs to the part; it is mixed first, as the hashes of keys differ in few bits. */
  private boolean isOf(long part, int hash) {
    return (hash * 0x9E3779B97F4A7C15L >>> 33) % parts == part;
  }

  private void compareKeys(long part) {
    var rows = new HashMap<RowKey, RowPair>();
    left.read(row -> pair(rows, part, row, Side.LEFT));
    right.read(row -> pair(rows, part, row, Side.RIGHT));
    rows.forEach((key, pair) -> pair.difference(key).ifPresent(this::found));
  }

  private void pair(HashMap<RowKey, RowPair> rows, long part, Row row, Side side) {
    var key = row.key();
    if (isOf(part, key.hashCode())) {
      rows.computeIfAbsent(key, any -> new RowPair()).add(side, row);
    }
  }

  /** Rows of a list have no key: equal ones cancel each other out. */
  private void compareBags(long part) {
    var surplus = new HashMap<Row, Long>();
    left.read(row -> count(surplus, part, row, 1));
    right.read(row -> count(surplus, part, row, -1));
    surplus.forEach(
        (row, count) -> found(new Difference.OnlyIn(count > 0 ? Side.LEFT : Side.RIGHT, row, Math.abs(count))));
  }

  private void count(HashMap<Row, Long> surplus, long part, Row row, long one) {
    if (isOf(part, row.hashCode())) {
      surplus.merge(row, one, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  private void found(Difference difference) {
    difference.accept(new Counting());
    first.add(difference);
    if (first.size() > show) {
      first.poll();
    }
  }

  private final class Counting implements Difference.Visitor {
    @Override
    public void differing(Difference.Differing difference) {
      differing++;
    }

    @Override
    public void onlyIn(Difference.OnlyIn only) {
      switch (only.side()) {
        case LEFT -> onlyLeft += only.count();
        case RIGHT -> onlyRight += only.count();
      }
    }

    @Override
    public void repeated(Difference.Repeated difference) {
      repeated++;
    }
  }
}
