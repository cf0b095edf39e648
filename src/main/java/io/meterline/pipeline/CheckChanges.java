package io.meterline.pipeline;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.settings.SharedSettings;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Validates changes against the catalogue, and splits them into own settings of devices and shared settings. */
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
    checked.get(OWN).setCoder(Coders.deviceEvents(rules));
    checked.get(REJECTED).setCoder(Coders.rows());
    return checked;
  }

  private static final class CheckFn extends DoFn<LoggedChange, KV<Integer, SharedEvent>> {
    private static final long serialVersionUID = 1;

    private final Rules rules;

    CheckFn(Rules rules) {
      this.rules = rules;
    }

    @ProcessElement
    public void check(@Element LoggedChange logged, MultiOutputReceiver out) {
      rules
          .changes()
          .check(logged)
          .take(
              change -> emit(change, out),
              rejection -> out.get(REJECTED).output(Rejected.packed(rejection)));
    }

    private static void emit(SettingsChange change, MultiOutputReceiver out) {
      var scope = change.scope();
      if (scope.isDevice()) {
        out.get(OWN).output(KV.of(scope.name(), new DeviceEvent.Change(change)));
      } else {
        out.get(SHARED).output(KV.of(SharedSettings.partOf(scope), new SharedEvent.Change(change)));
      }
    }
  }
}
