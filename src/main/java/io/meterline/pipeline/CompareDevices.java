package io.meterline.pipeline;

import io.meterline.analysis.ComparedDate;
import io.meterline.analysis.DeviceDays;
import io.meterline.analysis.RowChanges;
import io.meterline.view.PackedRow;
import io.meterline.view.Row;
import java.time.LocalDate;
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
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;

/** Compares the devices of each cohort, date by date: a shell around {@link ComparedDate}. */
final class CompareDevices extends PTransform<PCollection<PackedRow>, PCollection<PackedRow>> {
  private static final long serialVersionUID = 1;

  private final Rules rules;

  CompareDevices(Rules rules) {
    this.rules = rules;
  }

  /** Takes the rows of {@link DeviceDays} among the given ones. */
  @Override
  public PCollection<PackedRow> expand(PCollection<PackedRow> rows) {
    return rows.apply("Device days", Filter.by(row -> row.view().equals(DeviceDays.VIEW)))
        .apply("By date", WithKeys.<String, PackedRow>of(day -> day.date().orElseThrow().toString()).withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), Coders.rows()))
        .apply("Compare", ParDo.of(new CompareFn(rules)))
        .setCoder(Coders.rows());
  }

  private static final class CompareFn extends EpochFn<KV<String, PackedRow>, PackedRow> {
    private static final long serialVersionUID = 1;

    // What arrives is only appended: the state of a date is as large as its devices are many.
    @StateId("arrived")
    private final StateSpec<BagState<KV<Long, PackedRow>>> arrivedSpec =
        StateSpecs.bag(KvCoder.of(VarLongCoder.of(), Coders.rows()));

    @StateId("next")
    private final StateSpec<ValueState<Long>> nextSpec = StateSpecs.value(VarLongCoder.of());

    @StateId("devices")
    private final StateSpec<ValueState<ComparedDate>> stateSpec = StateSpecs.value(Coders.of(new ComparedDate.Format()));

    @TimerId("due")
    private final TimerSpec timerSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    CompareFn(Rules rules) {
      super(rules);
    }

    @ProcessElement
    public void take(
        @Element KV<String, PackedRow> dated,
        @Timestamp Instant at,
        @StateId("arrived") BagState<KV<Long, PackedRow>> arrived,
        @StateId("next") ValueState<Long> next,
        @TimerId("due") Timer timer) {
      var due = rules.pace().dueAt(at.getMillis());
      arrived.add(KV.of(due, dated.getValue()));
      var set = next.read();
      if (set == null || due < set) {
        next.write(due);
        await(timer, due);
      }
    }

    @OnTimer("due")
    public void compare(
        OnTimerContext context,
        @Key String key,
        @StateId("arrived") BagState<KV<Long, PackedRow>> arrived,
        @StateId("next") ValueState<Long> next,
        @StateId("devices") ValueState<ComparedDate> state,
        @TimerId("due") Timer timer,
        OutputReceiver<PackedRow> out) {
      var date = LocalDate.parse(key);
      var time = context.fireTimestamp().getMillis();
      var stored = state.read();
      var compared = stored == null ? new ComparedDate() : stored;
      arrived.read().forEach(row -> compared.add(row.getValue(), row.getKey()));
      arrived.clear();
      compared.complete(date, time, new Outputs(out));
      if (compared.isOver(date, time, rules.pace())) {
        state.clear();
        next.clear();
      } else {
        state.write(compared);
        next.write(compared.waitsFor(date, rules.pace()));
        await(timer, compared.waitsFor(date, rules.pace()));
      }
    }

    private record Outputs(OutputReceiver<PackedRow> out) implements RowChanges {
      @Override
      public void row(Row row) {
        out.output(PackedRow.of(row));
      }

      @Override
      public void deleted(Row row) {
        out.output(PackedRow.deletionOf(row));
      }
    }
  }
}
