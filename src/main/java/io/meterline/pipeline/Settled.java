package io.meterline.pipeline;

import io.meterline.engine.block.WindowReadings;
import io.meterline.model.settings.InForce;
import io.meterline.model.view.PackedRows;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * The readings of a log with the settings in force at them: the first two steps of the pipeline.
 *
 * @param readings the readings of each device and window, with every setting they need
 * @param rejected rows for all events of the log that were rejected so far
 */
record Settled(PCollection<KV<String, WindowReadings<InForce>>> readings, PCollectionList<PackedRows> rejected) {
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
        settled,
        log.rejected()
            .and(changes.get(CheckChanges.REJECTED))
            .and(shared.get(WindowTimelines.REJECTED))
            .and(paired.get(PairWithOwnSettings.REJECTED)));
  }
}
