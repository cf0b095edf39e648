package io.meterline.pipeline;

import io.meterline.block.Block;
import io.meterline.block.PairedBlock;
import io.meterline.device.OwnSettings;
import io.meterline.log.Rejection;
import io.meterline.settings.SettingsChange;
import io.meterline.view.Rejected;
import io.meterline.view.Row;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.joda.time.Instant;

/** Pairs blocks with their device's own settings: a shell around {@link OwnSettings}. */
final class PairWithOwnSettings extends PTransform<PCollection<KV<String, Block>>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** Blocks with their device's own settings, by device, each at the start of its epoch. */
  static final TupleTag<KV<String, PairedBlock>> PAIRED = new TupleTag<>("paired");

  /** Rows for the changes that the fold could not use. */
  static final TupleTag<Row> REJECTED = new TupleTag<>("rejected");

  private final PCollection<KV<String, SettingsChange>> changes;
  private final Rules rules;

  /** Pairing with the given changes, by device. */
  PairWithOwnSettings(PCollection<KV<String, SettingsChange>> changes, Rules rules) {
    this.changes = changes;
    this.rules = rules;
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, Block>> blocks) {
    var coder = Coders.byDevice(Coders.deviceEvent(rules));
    var type = new TypeDescriptor<KV<String, DeviceEvent>>() {};
    var readings =
        blocks
            .apply("Readings", MapElements.into(type).via(kv -> KV.of(kv.getKey(), new DeviceEvent.Readings(kv.getValue()))))
            .setCoder(coder);
    var settings =
        changes
            .apply("Own changes", MapElements.into(type).via(kv -> KV.of(kv.getKey(), new DeviceEvent.Change(kv.getValue()))))
            .setCoder(coder);
    var paired =
        PCollectionList.of(readings)
            .and(settings)
            .apply("Flatten", Flatten.pCollections())
            .apply("Pair", ParDo.of(new PairFn(rules)).withOutputTags(PAIRED, TupleTagList.of(REJECTED)));
    paired.get(PAIRED).setCoder(Coders.byDevice(Coders.pairedBlock()));
    paired.get(REJECTED).setCoder(Coders.rejected());
    return paired;
  }

  private static final class PairFn extends EpochFn<KV<String, DeviceEvent>, KV<String, PairedBlock>> {
    private static final long serialVersionUID = 1;

    @StateId("own")
    private final StateSpec<ValueState<OwnSettings>> stateSpec;

    @TimerId("epoch")
    private final TimerSpec timerSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    PairFn(Rules rules) {
      super(rules);
      this.stateSpec = StateSpecs.value(Coders.of(new OwnSettings.Format(rules.changes())));
    }

    @ProcessElement
    public void take(
        @Element KV<String, DeviceEvent> keyed,
        @StateId("own") ValueState<OwnSettings> state,
        @TimerId("epoch") Timer timer,
        MultiOutputReceiver out) {
      var stored = state.read();
      var own = stored == null ? new OwnSettings() : stored;
      var event = keyed.getValue();
      if (event instanceof DeviceEvent.Readings readings) {
        own.add(rules.epochs().startOf(readings.block().at(0)), readings.block());
      } else if (event instanceof DeviceEvent.Change change) {
        own.add(change.change()).ifPresent(rejection -> out.get(REJECTED).output(Rejected.row(rejection)));
      }
      state.write(own);
      await(timer, own.waitsFor(rules.epochs()));
    }

    @OnTimer("epoch")
    public void complete(
        OnTimerContext context,
        @Key String device,
        @StateId("own") ValueState<OwnSettings> state,
        @TimerId("epoch") Timer timer,
        MultiOutputReceiver out) {
      var own = state.read();
      own.complete(context.fireTimestamp().getMillis(), rules.epochs(), new Outputs(device, out));
      state.write(own);
      await(timer, own.waitsFor(rules.epochs()));
    }

    private record Outputs(String device, MultiOutputReceiver out) implements OwnSettings.Output {
      @Override
      public void paired(PairedBlock block) {
        out.get(PAIRED).outputWithTimestamp(KV.of(device, block), Instant.ofEpochMilli(block.epoch()));
      }

      @Override
      public void rejected(Rejection rejection) {
        out.get(REJECTED).output(Rejected.row(rejection));
      }
    }
  }
}
