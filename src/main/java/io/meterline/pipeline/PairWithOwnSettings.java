package io.meterline.pipeline;

import io.meterline.engine.block.WindowReadings;
import io.meterline.engine.device.OwnSettings;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.Timeline;
import io.meterline.model.time.Windows;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Instant;

/** Pairs readings with their device's own settings. A thin wrapper around {@link OwnSettings}. */
final class PairWithOwnSettings
    extends PTransform<PCollection<KV<String, DeviceEvent>>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /**
   * Readings with their device's own settings, by device: one element for each window in which readings arrive, with the last
   * millisecond of the window as timestamp.
   */
  static final TupleTag<KV<String, WindowReadings<Timeline>>> PAIRED = new TupleTag<>("paired");

  /** Rows of {@link Rejected} for changes that the fold could not use. */
  static final TupleTag<PackedRows> REJECTED = new TupleTag<>("rejected");

  private final PCollection<KV<String, DeviceEvent>> changes;
  private final Rules rules;

  /** Pairs with the given changes, by device. */
  PairWithOwnSettings(PCollection<KV<String, DeviceEvent>> changes, Rules rules) {
    this.changes = changes;
    this.rules = rules;
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, DeviceEvent>> readings) {
    var paired =
        PCollectionList.of(readings)
            .and(changes)
            .apply("Flatten", Flatten.pCollections())
            .apply("Pair", ParDo.of(new PairFn(rules)).withOutputTags(PAIRED, TupleTagList.of(REJECTED)));
    paired.get(PAIRED).setCoder(Coders.withOwnSettings());
    paired.get(REJECTED).setCoder(Coders.rows());
    return paired;
  }

  private static final class PairFn extends WindowedFn<KV<String, DeviceEvent>, KV<String, WindowReadings<Timeline>>> {
    private static final long serialVersionUID = 1;

    private final LateChanges lateChanges = new LateChanges();

    @StateId("own")
    private final StateSpec<ValueState<OwnSettings>> stateSpec;

    @TimerId("window")
    private final TimerSpec windowSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @TimerId("expiry")
    private final TimerSpec expirySpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    PairFn(Rules rules) {
      super(rules);
      this.stateSpec = StateSpecs.value(Coders.of(new OwnSettings.Format(rules.changes())));
    }

    @ProcessElement
    public void process(
        @Element KV<String, DeviceEvent> keyed,
        @StateId("own") ValueState<OwnSettings> state,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry,
        MultiOutputReceiver out) {
      var arrivals = rules.arrivals();
      var stored = state.read();
      var own = stored == null ? new OwnSettings() : stored;
      var before = own.due(arrivals);
      keyed
          .getValue()
          .take(
              own::add,
              packed -> {
                for (var change : packed.changes(rules.changes())) {
                  if (own.isLate(change)) {
                    lateChanges.add(change);
                  }
                  own.add(change).ifPresent(new Outputs(keyed.getKey(), rules.windows(), out)::rejected);
                }
              });
      state.write(own);
      await(new Timers(window, expiry), before, own.due(arrivals));
    }

    @OnTimer("window")
    public void complete(
        OnTimerContext context,
        @Key String device,
        @StateId("own") ValueState<OwnSettings> state,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry,
        MultiOutputReceiver out) {
      var arrivals = rules.arrivals();
      var own = state.read();
      var outputs = new Outputs(device, rules.windows(), out);
      completePassed(
          context.fireTimestamp(),
          new Timers(window, expiry),
          () -> own.due(arrivals),
          end -> own.complete(end, arrivals, outputs));
      state.write(own);
    }

    @OnTimer("expiry")
    public void expire(
        OnTimerContext context,
        @Key String device,
        @StateId("own") ValueState<OwnSettings> state,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry,
        MultiOutputReceiver out) {
      complete(context, device, state, window, expiry, out);
    }

    private record Outputs(String device, Windows windows, MultiOutputReceiver out)
        implements OwnSettings.Output {
      @Override
      public void paired(WindowReadings<Timeline> readings) {
        var last = Instant.ofEpochMilli(windows.lastOf(readings.window()));
        out.get(PAIRED).outputWithTimestamp(KV.of(device, readings), last);
      }

      @Override
      public void rejected(Rejection rejection) {
        out.get(REJECTED).output(Rejected.packed(rejection));
      }
    }
  }
}
