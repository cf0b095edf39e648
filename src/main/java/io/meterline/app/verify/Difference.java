package io.meterline.app.verify;

import io.meterline.model.view.Row;
import io.meterline.model.view.RowKey;
import java.util.Comparator;
import java.util.List;

/** One difference between the two sides of a view. */
sealed interface Difference {
  /** Calls the visitor's method for this kind. */
  void accept(Visitor visitor);

  /** By key; for equal keys, in an order that depends only on the contents of the rows. */
  Comparator<Difference> ORDER = Comparator.comparing(Difference::key).thenComparing(Difference::toString);

  /** The key of the rows that differ. */
  RowKey key();

  /** Both sides have one row of the key, with other values. */
  record Differing(Row left, Row right) implements Difference {
    @Override
    public void accept(Visitor visitor) {
      visitor.differing(this);
    }

    @Override
    public RowKey key() {
      return left.key();
    }
  }

  /** One side has rows that the other does not have: {@code count} equal ones, at least 1. */
  record OnlyIn(Side side, Row row, long count) implements Difference {
    @Override
    public void accept(Visitor visitor) {
      visitor.onlyIn(this);
    }

    @Override
    public RowKey key() {
      return row.key();
    }
  }

  /**
   * A side has several rows of one key, which a view never has.
   *
   * @param leftCount number of rows with the key on the left
   * @param rightCount number of rows with the key on the right
   * @param left the first few on the left
   * @param right the first few on the right
   */
  record Repeated(RowKey key, long leftCount, long rightCount, List<Row> left, List<Row> right) implements Difference {
    @Override
    public void accept(Visitor visitor) {
      visitor.repeated(this);
    }
  }

  /** Handles each kind of difference. */
  interface Visitor {
    void differing(Differing differing);

    void onlyIn(OnlyIn only);

    void repeated(Repeated repeated);
  }

  /** The two sides. */
  enum Side {
    LEFT,
    RIGHT
  }
}
