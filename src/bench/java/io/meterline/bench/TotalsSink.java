package io.meterline.bench;

import java.io.Serializable;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.functions.sink.RichSinkFunction;

/**
 * Sums rows up, and leaves the sums to the job's result.
 *
 * @param <T> what a row is
 */
final class TotalsSink<T> extends RichSinkFunction<T> {
  private static final long serialVersionUID = 1;

  private final String name;
  private final Adder<T> adder;
  private transient Sums sums;

  /** Adds a row to the sums. */
  interface Adder<T> extends BiConsumer<RowTotals, T>, Serializable {}

  /**
   * @param name under which the job's result has the {@link RowTotals}
   */
  TotalsSink(String name, Adder<T> adder) {
    this.name = name;
    this.adder = adder;
  }

  @Override
  public void open(Configuration configuration) {
    sums = new Sums();
    getRuntimeContext().addAccumulator(name, sums);
  }

  @Override
  public void invoke(T row, Context context) {
    adder.accept(sums.totals, row);
  }

  private static final class Sums implements Accumulator<Object, RowTotals> {
    private static final long serialVersionUID = 1;

    private RowTotals totals = new RowTotals();

    @Override
    public void add(Object value) {
      throw new UnsupportedOperationException("the sink adds to the totals themselves");
    }

    @Override
    public RowTotals getLocalValue() {
      return totals;
    }

    @Override
    public void resetLocal() {
      totals = new RowTotals();
    }

    @Override
    public void merge(Accumulator<Object, RowTotals> other) {
      totals.add(other.getLocalValue());
    }

    @Override
    public Accumulator<Object, RowTotals> clone() {
      var copy = new Sums();
      copy.totals.add(totals);
      return copy;
    }
  }
}
