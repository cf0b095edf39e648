package io.meterline.pipeline;

import io.meterline.model.log.Rejection;
import io.meterline.model.settings.SharedSettings;
import io.meterline.model.settings.Timeline;
import io.meterline.model.time.Windows;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
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

/**
 * Folds shared changes into timelines: one of each part for each window in which readings arrive, with the last millisecond of the
 * window as timestamp.
 *
 * <p>Each part is a key, see {@link SharedSettings}. All parts have a timeline for each window, even if it is empty.
 */
final class WindowTimelines extends PTransform<PCollection<KV<Integer, SharedEvent>>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** Timelines of the shared settings, one of each part for each window in which readings arrive. */
  static final TupleTag<Timeline> TIMELINES = new TupleTag<>("timelines");

  /** Rows of {@link Rejected} for changes that the fold could not use. */
  static final TupleTag<PackedRows> REJECTED = new TupleTag<>("rejected");

  private final PCollection<KV<String, DeviceEvent>> readings;
  private final Rules rules;

  /** Outputs timelines for the windows of the given readings. */
  WindowTimelines(PCollection<KV<String, DeviceEvent>> readings, Rules rules) {
    this.readings = readings;
    this.rules = rules;
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, SharedEvent>> changes) {
    var wanted = readings.apply("Wanted windows", ParDo.of(new WantedFn())).setCoder(Coders.sharedEvents(rules));
    var folded =
        PCollectionList.of(wanted)
            .and(changes)
            .apply("Flatten", Flatten.pCollections())
            .apply("Fold parts", ParDo.of(new FoldFn(rules)).withOutputTags(TIMELINES, TupleTagList.of(REJECTED)));
    folded.get(TIMELINES).setCoder(Coders.timeline());
    folded.get(REJECTED).setCoder(Coders.rows());
    return folded;
  }

  /** Requests each window of the blocks of all parts, once per bundle, and again for an earlier reading. */
  private static final class WantedFn extends DoFn<KV<String, DeviceEvent>, KV<Integer, SharedEvent>> {
    private static final long serialVersionUID = 1;

    // Output at once and not in @FinishBundle: on some runners the watermark does not wait for what that outputs.
    private transient Map<Long, Long> requested;

    @StartBundle
    public void startBundle() {
      requested = new HashMap<>();
    }

    @ProcessElement
    public void process(@Element KV<String, DeviceEvent> keyed, OutputReceiver<KV<Integer, SharedEvent>> out) {
      keyed.getValue().take(block -> request(block.window(), block.earliest(), out), change -> {});
    }

    private void request(long window, long earliest, OutputReceiver<KV<Integer, SharedEvent>> out) {
      var before = requested.get(window);
      if (before == null || earliest < before) {
        requested.put(window, earliest);
        var wanted = new SharedEvent.Wanted(window, earliest);
        for (var part = 0; part < SharedSettings.PARTS; part++) {
          out.output(KV.of(part, wanted));
        }
      }
    }
  }

  private static final class FoldFn extends WindowedFn<KV<Integer, SharedEvent>, Timeline> {
    private static final long serialVersionUID = 1;

    private final LateChanges lateChanges = new LateChanges();

    @StateId("shared")
    private final StateSpec<ValueState<SharedSettings>> stateSpec;

    @TimerId("window")
    private final TimerSpec windowSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @TimerId("expiry")
    private final TimerSpec expirySpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    FoldFn(Rules rules) {
      super(rules);
      this.stateSpec = StateSpecs.value(Coders.of(new SharedSettings.Format(rules.changes())));
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, SharedEvent> keyed,
        @StateId("shared") ValueState<SharedSettings> state,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry,
        MultiOutputReceiver out) {
      var arrivals = rules.arrivals();
      var stored = state.read();
      var shared = stored == null ? new SharedSettings() : stored;
      var before = shared.due(arrivals);
      keyed
          .getValue()
          .take(
              wanted -> shared.request(wanted.window(), wanted.earliest()),
              change -> {
                if (shared.isLate(change)) {
                  lateChanges.add(change);
                }
                shared.add(change).ifPresent(rejection -> out.get(REJECTED).output(Rejected.packed(rejection)));
              });
      state.write(shared);
      await(new Timers(window, expiry), before, shared.due(arrivals));
    }

    @OnTimer("window")
    public void complete(
        OnTimerContext context,
        @StateId("shared") ValueState<SharedSettings> state,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry,
        MultiOutputReceiver out) {
      var arrivals = rules.arrivals();
      var shared = state.read();
      var outputs = new Outputs(rules.windows(), out);
      completePassed(
          context.fireTimestamp(),
          new Timers(window, expiry),
          () -> shared.due(arrivals),
          end -> shared.complete(end, arrivals, outputs));
      state.write(shared);
    }

    @OnTimer("expiry")
    public void expire(
        OnTimerContext context,
        @StateId("shared") ValueState<SharedSettings> state,
        @TimerId("window") Timer window,
        @TimerId("expiry") Timer expiry,
        MultiOutputReceiver out) {
      complete(context, state, window, expiry, out);
    }

    private record Outputs(Windows windows, MultiOutputReceiver out) implements SharedSettings.Output {
      @Override
      public void timeline(long window, Timeline timeline) {
        out.get(TIMELINES).outputWithTimestamp(timeline, Instant.ofEpochMilli(windows.lastOf(window)));
      }

      @Override
      public void rejected(Rejection rejection) {
        out.get(REJECTED).output(Rejected.packed(rejection));
      }
    }
  }
}
