package io.meterline.pipeline;

import io.meterline.engine.analysis.Analysis;
import io.meterline.engine.device.Amendment;
import io.meterline.engine.device.RangeStart;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
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

/**
 * Folds the readings of each device in its range, as the log was and as it is now, and outputs the rows that differ. A thin wrapper
 * around {@link Amendment}.
 */
final class AmendRows extends PTransform<PCollection<KV<String, RangeStart>>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** Upserts and deletions of rows. */
  static final TupleTag<PackedRows> CHANGES = new TupleTag<>("changes");

  /** The devices whose states differ at the end of their range. */
  static final TupleTag<String> OPEN = new TupleTag<>("open");

  private final PCollection<KV<String, AnalysisEvent>> before;
  private final PCollection<KV<String, AnalysisEvent>> after;
  private final List<Analysis<?>> analyses;
  private final Rules rules;

  AmendRows(
      PCollection<KV<String, AnalysisEvent>> before,
      PCollection<KV<String, AnalysisEvent>> after,
      List<Analysis<?>> analyses,
      Rules rules) {
    this.before = before;
    this.after = after;
    this.analyses = analyses;
    this.rules = rules;
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, RangeStart>> starts) {
    var amended =
        PCollectionList.of(events("Starts", starts, RangeEvent.Start::new))
            .and(events("Before", before, RangeEvent.Before::new))
            .and(events("After", after, RangeEvent.After::new))
            .apply("Flatten", Flatten.pCollections())
            .apply("By device", GroupByKey.create())
            .apply("Amend", ParDo.of(new AmendFn(analyses, rules)).withOutputTags(CHANGES, TupleTagList.of(OPEN)));
    amended.get(CHANGES).setCoder(Coders.rows());
    amended.get(OPEN).setCoder(StringUtf8Coder.of());
    return amended;
  }

  private static <T> PCollection<KV<String, RangeEvent>> events(
      String name, PCollection<KV<String, T>> keyed, SerializableEvent<T> event) {
    return keyed
        .apply(
            name,
            MapElements.into(new TypeDescriptor<KV<String, RangeEvent>>() {})
                .via(one -> KV.of(one.getKey(), event.apply(one.getValue()))))
        .setCoder(Coders.rangeEvents());
  }

  private interface SerializableEvent<T> extends Function<T, RangeEvent>, Serializable {}

  private static final class AmendFn extends DoFn<KV<String, Iterable<RangeEvent>>, PackedRows> {
    private static final long serialVersionUID = 1;

    private final List<Analysis<?>> analyses;
    private final Rules rules;

    AmendFn(List<Analysis<?>> analyses, Rules rules) {
      this.analyses = analyses;
      this.rules = rules;
    }

    @ProcessElement
    public void amend(@Element KV<String, Iterable<RangeEvent>> device, MultiOutputReceiver out) {
      var events = new RangeEvent.OfDevice(device.getValue());
      var amendment = new Amendment(device.getKey(), events.start(device.getKey()), analyses, rules.snapshots());
      events.addTo(amendment);
      var rows = new PackedOutput(GroupKey::ofShard);
      switch (amendment.fold(rows)) {
        case CONVERGED -> {}
        case OPEN -> out.get(OPEN).output(device.getKey());
      }
      rows.flush(out.get(CHANGES)::output);
    }
  }
}
