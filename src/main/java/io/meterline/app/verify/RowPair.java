package io.meterline.app.verify;

import io.meterline.app.verify.Difference.Side;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of one key on both sides: one each, unless keys are repeated or missing. */
final class RowPair {
  /** A few rows are enough to show a repeated key. */
  private static final int KEPT = 3;

  private List<Row> left = List.of();
  private List<Row> right = List.of();
  private long leftCount;
  private long rightCount;

  void add(Side side, Row row) {
    switch (side) {
      case LEFT -> {
        leftCount++;
        left = with(left, row);
      }
      case RIGHT -> {
        rightCount++;
        // One row in memory instead of two equal ones.
        right = rightCount == 1 && left.equals(List.of(row)) ? left : with(right, row);
      }
    }
  }

  private static List<Row> with(List<Row> rows, Row row) {
    if (rows.isEmpty()) {
      return List.of(row);
    }
    if (rows.size() >= KEPT) {
      return rows;
    }
    var more = new ArrayList<>(rows);
    more.add(row);
    return more;
  }

  /** The difference between the sides, empty if both have the same single row. */
  Optional<Difference> difference(RowKey key) {
    if (leftCount > 1 || rightCount > 1) {
      return Optional.of(new Difference.Repeated(key, leftCount, rightCount, left, right));
    }
    if (rightCount == 0) {
      return Optional.of(new Difference.OnlyIn(Side.LEFT, left.get(0), leftCount));
    }
    if (leftCount == 0) {
      return Optional.of(new Difference.OnlyIn(Side.RIGHT, right.get(0), rightCount));
    }
    return left.equals(right) ? Optional.empty() : Optional.of(new Difference.Differing(left.get(0), right.get(0)));
  }
}
