package io.meterline.pipeline;

import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.analysis.ComparedDate;
import io.meterline.engine.analysis.ComparedDates;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.engine.device.InOrder;
import io.meterline.model.log.Rejection;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;

/** Runs the analyses over each device's readings in order. A thin wrapper around {@link InOrder}. */
final class AnalyseInOrder extends PTransform<PCollection<KV<String, AnalysisEvent>>, PCollection<PackedRows>> {
  private static final long serialVersionUID = 1;

  private final List<Analysis<?>> analyses;
  private final Rules rules;

  AnalyseInOrder(List<Analysis<?>> analyses, Rules rules) {
    this.analyses = analyses;
    this.rules = rules;
  }

  @Override
  public PCollection<PackedRows> expand(PCollection<KV<String, AnalysisEvent>> blocks) {
    return blocks.apply("Fold", ParDo.of(new AnalyseFn(analyses, rules))).setCoder(Coders.rows());
  }

  /** Packs rows of analyses: those that are compared by dates and part of their cohort, others by shard. */
  private static GroupKey groupOf(Row row, ComparedDate.Pace pace) {
    return row.view().equals(DeviceDays.VIEW) ? ComparedDates.groupOf(row, pace) : GroupKey.ofShard(row);
  }

  private static final class AnalyseFn extends WindowedFn<KV<String, AnalysisEvent>, PackedRows> {
    private static final long serialVersionUID = 1;

    private final List<Analysis<?>> analyses;
    private final Counter corrections = Counters.corrections();
    private final EmptyStarts emptyStarts = new EmptyStarts();
    private transient MonotonicGauge results;

    @StateId("analyses")
    private final StateSpec<ValueState<InOrder>> stateSpec;

    @TimerId("window")
    private final TimerSpec windowSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @TimerId("expiry")
    private final TimerSpec expirySpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    AnalyseFn(List<Analysis<?>> analyses, Rules rules) {
      super(rules);
      this.analyses = analyses;
      this.stateSpec = StateSpecs.value(Coders.of(new InOrder.Format()));
    }

    @Setup
    public void setup() {
      results = new MonotonicGauge(Counters.resultsUntil());
    }

    @ProcessElement
    public void process(
        @Element KV<String, AnalysisEvent> keyed,
        @StateId("analyses") ValueState<InOrder> state,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry) {
      var arrivals = rules.arrivals();
      var stored = state.read();
      var device = stored == null ? new InOrder(keyed.getKey()) : stored;
      var before = device.due(arrivals);
      keyed.getValue().take(device::add, device::start);
      state.write(device);
      await(new Timers(window, expiry), before, device.due(arrivals));
    }

    @OnTimer("window")
    public void complete(
        OnTimerContext context,
        @StateId("analyses") ValueState<InOrder> state,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry,
        OutputReceiver<PackedRows> out) {
      var arrivals = rules.arrivals();
      var device = state.read();
      completePassed(
          context.fireTimestamp(),
          new Timers(window, expiry),
          () -> device.due(arrivals),
          end -> {
            var outputs = new Outputs(rules.pace(), corrections, emptyStarts);
            device.complete(end, arrivals, analyses, rules.snapshots(), outputs);
            outputs.flush(rows -> out.outputWithTimestamp(rows, Instant.ofEpochMilli(end - 1)));
            results.advanceTo(end);
          });
      state.write(device);
    }

    @OnTimer("expiry")
    public void expire(
        OnTimerContext context,
        @StateId("analyses") ValueState<InOrder> state,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry,
        OutputReceiver<PackedRows> out) {
      complete(context, state, window, expiry, out);
    }

    private static final class Outputs extends PackedOutput implements InOrder.Output {
      private final Counter corrections;
      private final EmptyStarts emptyStarts;

      Outputs(ComparedDate.Pace pace, Counter corrections, EmptyStarts emptyStarts) {
        super(row -> groupOf(row, pace));
        this.corrections = corrections;
        this.emptyStarts = emptyStarts;
      }

      @Override
      public void corrected(int rows) {
        corrections.inc(rows);
      }

      @Override
      public void rejected(Rejection rejection) {
        row(Rejected.row(rejection));
      }

      @Override
      public void startedEmpty(Analysis<?> analysis) {
        emptyStarts.add(analysis.view());
      }
    }
  }
}
