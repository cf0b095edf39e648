package io.meterline.pipeline;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.ChangesByDevice;
import io.meterline.model.settings.PackedChanges;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.settings.SharedSettings;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Validates changes, in the global window, against the catalogue, and splits them into own settings of devices and shared settings. */
final class CheckChanges extends PTransform<PCollection<LoggedChange>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** Changes of single devices, by device. */
  static final TupleTag<KV<String, DeviceEvent>> OWN = new TupleTag<>("own");

  /** Changes for everyone, plans and cohorts, by part of the {@link SharedSettings}. */
  static final TupleTag<KV<Integer, SharedEvent>> SHARED = new TupleTag<>("shared");

  /** Rows of {@link Rejected} for invalid changes. */
  static final TupleTag<PackedRows> REJECTED = new TupleTag<>("rejected");

  private final Rules rules;

  CheckChanges(Rules rules) {
    this.rules = rules;
  }

  @Override
  public PCollectionTuple expand(PCollection<LoggedChange> changes) {
    var checked =
        changes.apply(
            "Check",
            ParDo.of(new CheckFn(rules)).withOutputTags(SHARED, TupleTagList.of(OWN).and(REJECTED)));
    checked.get(SHARED).setCoder(Coders.sharedEvents(rules));
    checked.get(OWN).setCoder(Coders.deviceEvents());
    checked.get(REJECTED).setCoder(Coders.rows());
    return checked;
  }

  /** The own changes of a bundle leave it together, packed by device: a device may have thousands. */
  private static final class CheckFn extends DoFn<LoggedChange, KV<Integer, SharedEvent>> {
    private static final long serialVersionUID = 1;

    /** How many own changes are held at most: some ten megabytes. */
    private static final int MOST = 100_000;

    private final Rules rules;
    private transient ChangesByDevice own;
    private transient Instant earliest;

    CheckFn(Rules rules) {
      this.rules = rules;
    }

    @StartBundle
    public void start() {
      own = new ChangesByDevice();
      earliest = BoundedWindow.TIMESTAMP_MAX_VALUE;
    }

    @ProcessElement
    public void check(@Element LoggedChange logged, @Timestamp Instant time, MultiOutputReceiver out) {
      rules
          .changes()
          .check(logged)
          .take(
              change -> accept(change, time, out),
              rejection -> out.get(REJECTED).output(Rejected.packed(rejection)));
      if (own.size() == MOST) {
        own.forEach((device, changes) -> out.get(OWN).outputWithTimestamp(event(device, changes), earliest));
        start();
      }
    }

    private void accept(SettingsChange change, Instant time, MultiOutputReceiver out) {
      var scope = change.scope();
      if (scope.isDevice()) {
        own.add(change);
        earliest = time.isBefore(earliest) ? time : earliest;
      } else {
        out.get(SHARED).output(KV.of(SharedSettings.partOf(scope), new SharedEvent.Change(change)));
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      own.forEach((device, changes) -> context.output(OWN, event(device, changes), earliest, GlobalWindow.INSTANCE));
    }

    private static KV<String, DeviceEvent> event(String device, PackedChanges changes) {
      return KV.of(device, new DeviceEvent.Changes(changes));
    }

    /** Unlimited, because what is held may be of an earlier time than the current element. */
    @Override
    @SuppressWarnings("deprecation") // Beam has no other way to allow it.
    public Duration getAllowedTimestampSkew() {
      return Duration.millis(Long.MAX_VALUE);
    }
  }
}
