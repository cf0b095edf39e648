package io.meterline.app.verify;

import io.meterline.model.view.Row;
import io.meterline.model.view.RowKey;
import java.util.Comparator;
import java.util.List;

/** One thing in which the two sides of a view differ. */
sealed interface Difference {
  /** Gives it to a reader. */
  void accept(Visitor visitor);

  /** By key; where that is the same, in an order that depends on what the rows say alone. */
  Comparator<Difference> ORDER = Comparator.comparing(Difference::key).thenComparing(Difference::toString);

  /** The key of the rows it is about. */
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
   * @param leftCount how many rows of the key are left
   * @param rightCount how many are right
   * @param left the first few of them
   * @param right the first few of them
   */
  record Repeated(RowKey key, long leftCount, long rightCount, List<Row> left, List<Row> right) implements Difference {
    @Override
    public void accept(Visitor visitor) {
      visitor.repeated(this);
    }
  }

  /** Takes each kind of difference. */
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
