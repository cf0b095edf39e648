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

  /**
   * In a replay, whose events have no time before the end of the log, the own changes of a bundle leave it together, packed by device:
   * a device may have thousands. A change with a time is output at once: on Flink, the watermark may overtake what is output at the
   * end of a bundle.
   */
  private static final class CheckFn extends DoFn<LoggedChange, KV<Integer, SharedEvent>> {
    private static final long serialVersionUID = 1;
    private static final Instant NO_TIME = BoundedWindow.TIMESTAMP_MIN_VALUE;

    /** How many own changes are held at most: some ten megabytes. */
    private static final int MOST = 100_000;

    private final Rules rules;
    private transient ChangesByDevice held;

    CheckFn(Rules rules) {
      this.rules = rules;
    }

    @StartBundle
    public void start() {
      held = new ChangesByDevice();
    }

    @ProcessElement
    public void check(@Element LoggedChange logged, @Timestamp Instant time, MultiOutputReceiver out) {
      rules
          .changes()
          .check(logged)
          .take(
              change -> accept(change, time, out),
              rejection -> out.get(REJECTED).output(Rejected.packed(rejection)));
    }

    private void accept(SettingsChange change, Instant time, MultiOutputReceiver out) {
      var scope = change.scope();
      if (!scope.isDevice()) {
        out.get(SHARED).output(KV.of(SharedSettings.partOf(scope), new SharedEvent.Change(change)));
      } else if (time.equals(NO_TIME)) {
        held.add(change);
        if (held.size() == MOST) {
          held.forEach((device, changes) -> out.get(OWN).output(event(device, changes)));
          held = new ChangesByDevice();
        }
      } else {
        out.get(OWN).output(event(scope.name(), PackedChanges.of(change)));
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      held.forEach((device, changes) -> context.output(OWN, event(device, changes), NO_TIME, GlobalWindow.INSTANCE));
    }

    private static KV<String, DeviceEvent> event(String device, PackedChanges changes) {
      return KV.of(device, new DeviceEvent.Changes(changes));
    }
  }
}
