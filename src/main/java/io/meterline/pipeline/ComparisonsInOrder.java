package io.meterline.pipeline;

import io.meterline.engine.analysis.Comparison;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import io.meterline.model.view.Shard;
import java.util.List;
import java.util.function.Function;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Puts the rows of {@link Comparison#COMPARISONS} in order, for a destination where the last row of a key counts, as in a topic. Rows of
 * all other keys come from one task each, and are in order. Those of a device that changes its cohort come from two: the deletion in the
 * cohort that it left, and the row in the other.
 *
 * <p>The rows of a window in which devices are compared wait on a key of their devices until the window is complete in every cohort.
 * Then of each key the row, or the deletion if there is none, is output. So what was compared later is output later, and no state
 * outlives its window.
 *
 * <p>A replay into files does not need this: there the row with the highest revision counts.
 */
public final class ComparisonsInOrder extends PTransform<PCollection<PackedRows>, PCollection<PackedRows>> {
  private static final long serialVersionUID = 1;

  /** How many keys the devices of a month are spread over: a task outputs that many packs of rows for each cohort and date at most. */
  private static final int BUCKETS = 64;

  private static final int DEVICE = Comparison.COMPARISONS.indexOf("device");

  private final Rules rules;

  /** Puts the rows of a run with the given rules in order. */
  public ComparisonsInOrder(Rules rules) {
    this.rules = rules;
  }

  /** Passes on rows of other views as they are. */
  @Override
  public PCollection<PackedRows> expand(PCollection<PackedRows> rows) {
    var comparisons =
        rows.apply("Comparisons", Filter.by(some -> some.isOf(Comparison.COMPARISONS)))
            .apply("By devices", ParDo.of(new ByDevicesFn()))
            .setCoder(KvCoder.of(KvCoder.of(VarLongCoder.of(), VarIntCoder.of()), Coders.rows()))
            .apply("Order", ParDo.of(new OrderFn(rules)))
            .setCoder(Coders.rows());
    var others = rows.apply("Others", Filter.by(some -> !some.isOf(Comparison.COMPARISONS)));
    return PCollectionList.of(others).and(comparisons).apply("Together", Flatten.pCollections());
  }

  /** Keys rows by their month and the bucket of their devices. */
  private static final class ByDevicesFn extends DoFn<PackedRows, KV<KV<Long, Integer>, PackedRows>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void split(@Element PackedRows rows, OutputReceiver<KV<KV<Long, Integer>, PackedRows>> out) {
      var month = rows.groupKey().span();
      Function<Row, GroupKey> groups =
          row -> new GroupKey(rows.groupKey().view(), month, Math.floorMod(row.get(DEVICE).hashCode(), BUCKETS));
      var packing = new PackedRows.Packing(groups);
      rows.emitTo(Comparison.COMPARISONS, packing);
      packing.flush(some -> out.output(KV.of(KV.of(month, some.groupKey().bucket()), some)));
    }
  }

  /** Outputs of each key one row or deletion a window. */
  private static final class OrderFn extends RowsOfWindowFn<KV<Long, Integer>> {
    private static final long serialVersionUID = 1;

    OrderFn(Rules rules) {
      super(rules);
    }

    @Override
    protected void complete(long end, List<PackedRows> rows, OutputReceiver<PackedRows> out) {
      var window = new Shard(Comparison.COMPARISONS);
      rows.forEach(window::add);
      var ordered = new PackedRows.Packing(GroupKey::ofShard);
      window.emitLast(ordered);
      ordered.flush(out::output);
    }
  }
}
