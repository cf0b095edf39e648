package io.meterline.pipeline;

import io.meterline.engine.analysis.ComparedDates;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.joda.time.Instant;

/** Compares the devices of each cohort, date by date, on one key for each cohort. A thin wrapper around {@link ComparedDates}. */
final class CompareDevices extends PTransform<PCollection<PackedRows>, PCollection<PackedRows>> {
  private static final long serialVersionUID = 1;

  /** The first of some dates, in days since 1970-01-01, and the cohort. */
  private static final KvCoder<Long, String> KEYS = KvCoder.of(VarLongCoder.of(), StringUtf8Coder.of());

  private final Rules rules;

  CompareDevices(Rules rules) {
    this.rules = rules;
  }

  /** Uses the rows of {@link DeviceDays}, and ignores others. */
  @Override
  public PCollection<PackedRows> expand(PCollection<PackedRows> rows) {
    return rows.apply("Device days", Filter.by(some -> some.isOf(DeviceDays.VIEW)))
        .apply("By cohort and dates", WithKeys.of(CompareDevices::key).withKeyType(new TypeDescriptor<>() {}))
        .setCoder(KvCoder.of(KEYS, Coders.rows()))
        .apply("Compare", ParDo.of(new CompareFn(rules)))
        .setCoder(Coders.rows());
  }

  private static KV<Long, String> key(PackedRows deviceDays) {
    return KV.of(deviceDays.groupKey().span(), deviceDays.groupKey().cohort());
  }

  private static final class CompareFn extends WindowedFn<KV<KV<Long, String>, PackedRows>, PackedRows> {
    private static final long serialVersionUID = 1;

    // Rows to compare, by the time when they are due. A bag, because adding to it does not read the state, which has a row of
    // every device of the cohort.
    @StateId("arrived")
    private final StateSpec<BagState<KV<Long, PackedRows>>> arrivedSpec =
        StateSpecs.bag(KvCoder.of(VarLongCoder.of(), Coders.rows()));

    // What the timer is set to, epoch milliseconds UTC.
    @StateId("next")
    private final StateSpec<ValueState<Long>> nextSpec = StateSpecs.value(VarLongCoder.of());

    @StateId("devices")
    private final StateSpec<ValueState<ComparedDates>> stateSpec = StateSpecs.value(Coders.of(new ComparedDates.Format()));

    @TimerId("due")
    private final TimerSpec timerSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    CompareFn(Rules rules) {
      super(rules);
    }

    @ProcessElement
    public void process(
        @Element KV<KV<Long, String>, PackedRows> keyed,
        @Timestamp Instant at,
        @StateId("arrived") BagState<KV<Long, PackedRows>> arrived,
        @StateId("next") ValueState<Long> next,
        @TimerId("due") Timer timer) {
      var due = rules.pace().dueAt(at.getMillis());
      arrived.add(KV.of(due, keyed.getValue()));
      var set = next.read();
      if (set == null || due < set) {
        next.write(due);
        await(timer, due);
      }
    }

    @OnTimer("due")
    public void compare(
        OnTimerContext context,
        @StateId("arrived") BagState<KV<Long, PackedRows>> arrived,
        @StateId("next") ValueState<Long> next,
        @StateId("devices") ValueState<ComparedDates> state,
        @TimerId("due") Timer timer,
        OutputReceiver<PackedRows> out) {
      var stored = state.read();
      var compared = stored == null ? new ComparedDates() : stored;
      arrived.read().forEach(rows -> compared.add(rows.getValue(), rows.getKey()));
      arrived.clear();
      var outputs = new PackedOutput(GroupKey::ofShard);
      compared.complete(context.fireTimestamp().getMillis(), rules.pace(), outputs);
      // The last moment of the window in which they are compared, by which ComparisonsInOrder knows it.
      var at = Instant.ofEpochMilli(context.fireTimestamp().getMillis() - 1);
      outputs.flush(rows -> out.outputWithTimestamp(rows, at));
      var nextTimer = compared.nextTimer(rules.pace());
      if (nextTimer.isEmpty()) {
        state.clear();
        next.clear();
      } else {
        state.write(compared);
        next.write(nextTimer.getAsLong());
        await(timer, nextTimer.getAsLong());
      }
    }
  }
}
