package io.meterline.pipeline;

import io.meterline.analysis.ComparedDate;
import io.meterline.analysis.DeviceDays;
import io.meterline.view.PackedRow;
import java.time.LocalDate;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
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

    @StateId("devices")
    private final StateSpec<ValueState<ComparedDate>> stateSpec = StateSpecs.value(Coders.of(new ComparedDate.Format()));

    @TimerId("epoch")
    private final TimerSpec timerSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    CompareFn(Rules rules) {
      super(rules);
    }

    @ProcessElement
    public void take(
        @Element KV<String, PackedRow> dated,
        @Timestamp Instant at,
        @StateId("devices") ValueState<ComparedDate> state,
        @TimerId("epoch") Timer timer) {
      var stored = state.read();
      var compared = stored == null ? new ComparedDate() : stored;
      compared.add(dated.getValue().unpack(), rules.epochs().endOf(at.getMillis()));
      state.write(compared);
      await(timer, compared.waitsFor(LocalDate.parse(dated.getKey()), rules.epochs()));
    }

    @OnTimer("epoch")
    public void compare(
        OnTimerContext context,
        @Key String key,
        @StateId("devices") ValueState<ComparedDate> state,
        @TimerId("epoch") Timer timer,
        OutputReceiver<PackedRow> out) {
      var date = LocalDate.parse(key);
      var compared = state.read();
      compared.compare(date, row -> out.output(PackedRow.of(row)));
      if (compared.isOver(date, context.fireTimestamp().getMillis(), rules.epochs())) {
        state.clear();
      } else {
        state.write(compared);
        await(timer, compared.waitsFor(date, rules.epochs()));
      }
    }
  }
}
