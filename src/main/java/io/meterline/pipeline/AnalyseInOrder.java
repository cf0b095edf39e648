package io.meterline.pipeline;

import io.meterline.analysis.Analysis;
import io.meterline.block.SettledBlock;
import io.meterline.device.InOrder;
import io.meterline.log.Rejection;
import io.meterline.view.Rejected;
import io.meterline.view.Row;
import io.meterline.view.View;
import java.util.List;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Runs the analyses over each device's readings in order: a shell around {@link InOrder}. */
final class AnalyseInOrder extends PTransform<PCollection<KV<String, SettledBlock>>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** Rows for the readings that a later one supersedes. */
  static final TupleTag<Row> REJECTED = new TupleTag<>("rejected");

  private final List<Analysis<?>> analyses;
  private final Rules rules;

  AnalyseInOrder(List<Analysis<?>> analyses, Rules rules) {
    this.analyses = analyses;
    this.rules = rules;
  }

  /** The tag of the rows of a view. */
  static TupleTag<Row> rowsOf(View view) {
    return new TupleTag<>("rows of " + view.name());
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, SettledBlock>> blocks) {
    var views = analyses.stream().map(Analysis::view).toList();
    var tags = TupleTagList.empty();
    for (var view : views) {
      tags = tags.and(rowsOf(view));
    }
    var analysed = blocks.apply("Fold", ParDo.of(new AnalyseFn(analyses, rules)).withOutputTags(REJECTED, tags));
    analysed.get(REJECTED).setCoder(Coders.rejected());
    for (var view : views) {
      analysed.get(rowsOf(view)).setCoder(Coders.row(view));
    }
    return analysed;
  }

  private static final class AnalyseFn extends EpochFn<KV<String, SettledBlock>, Row> {
    private static final long serialVersionUID = 1;

    private final List<Analysis<?>> analyses;

    @StateId("analyses")
    private final StateSpec<ValueState<InOrder>> stateSpec;

    @TimerId("epoch")
    private final TimerSpec timerSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    AnalyseFn(List<Analysis<?>> analyses, Rules rules) {
      super(rules);
      this.analyses = analyses;
      this.stateSpec = StateSpecs.value(Coders.of(new InOrder.Format(analyses)));
    }

    @ProcessElement
    public void take(
        @Element KV<String, SettledBlock> keyed,
        @StateId("analyses") ValueState<InOrder> state,
        @TimerId("epoch") Timer timer) {
      var stored = state.read();
      var device = stored == null ? new InOrder(keyed.getKey(), analyses) : stored;
      device.add(keyed.getValue());
      state.write(device);
      await(timer, device.waitsFor(rules.epochs()));
    }

    @OnTimer("epoch")
    public void complete(
        OnTimerContext context,
        @StateId("analyses") ValueState<InOrder> state,
        @TimerId("epoch") Timer timer,
        MultiOutputReceiver out) {
      var device = state.read();
      device.complete(context.fireTimestamp().getMillis(), rules.epochs(), new Outputs(out));
      state.write(device);
      await(timer, device.waitsFor(rules.epochs()));
    }

    private record Outputs(MultiOutputReceiver out) implements InOrder.Output {
      @Override
      public void row(Row row) {
        out.get(rowsOf(row.view())).output(row);
      }

      @Override
      public void rejected(Rejection rejection) {
        out.get(REJECTED).output(Rejected.row(rejection));
      }
    }
  }
}
