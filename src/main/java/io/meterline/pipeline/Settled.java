package io.meterline.pipeline;

import io.meterline.engine.device.Snapshot;
import io.meterline.model.view.PackedRows;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * The readings of a log with the settings in force at them: the first two steps of the pipeline.
 *
 * @param readings the readings of each device and window, with every setting they need
 * @param rejected rows for all events of the log that were rejected so far
 */
record Settled(PCollection<KV<String, AnalysisEvent>> readings, PCollectionList<PackedRows> rejected) {
  /**
   * Builds the steps.
   *
   * @param suffix follows the names of the steps, so that they can be built more than once
   */
  static Settled of(Log log, Rules rules, String suffix) {
    var changes = log.changes().apply("Check changes" + suffix, new CheckChanges(rules));
    var own = changes.get(CheckChanges.OWN);
    var shared =
        changes.get(CheckChanges.SHARED).apply("Window timelines" + suffix, new WindowTimelines(log.readings(), rules));
    var timelines = shared.get(WindowTimelines.TIMELINES);

    var paired = log.readings().apply("Pair with own settings" + suffix, new PairWithOwnSettings(own, rules));
    var settled =
        paired
            .get(PairWithOwnSettings.PAIRED)
            .apply("Settle with shared settings" + suffix, new SettleWithSharedSettings(timelines, rules));
    return new Settled(
        log.snapshots().map(snapshots -> startingFrom(snapshots, settled)).orElse(settled),
        log.rejected()
            .and(changes.get(CheckChanges.REJECTED))
            .and(shared.get(WindowTimelines.REJECTED))
            .and(paired.get(PairWithOwnSettings.REJECTED)));
  }

  private static PCollection<KV<String, AnalysisEvent>> startingFrom(
      PCollection<KV<String, Snapshot>> snapshots, PCollection<KV<String, AnalysisEvent>> readings) {
    var starts =
        snapshots
            .apply(
                "Starts",
                MapElements.into(new TypeDescriptor<KV<String, AnalysisEvent>>() {})
                    .via(one -> KV.of(one.getKey(), new AnalysisEvent.Start(one.getValue()))))
            .setCoder(Coders.analysisEvents());
    return PCollectionList.of(starts).and(readings).apply("With snapshots", Flatten.pCollections());
  }
}
