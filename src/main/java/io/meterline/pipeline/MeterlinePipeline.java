package io.meterline.pipeline;

import io.meterline.engine.analysis.Analyses;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.View;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;

/**
 * Builds the Beam pipeline.
 *
 * <pre>
 * readings ─► blocks ─┐
 *                     ├─► pair with own ─► settle with shared ─► analyse ─► usage, alerts
 * device settings ────┘   settings         settings              in order ─► cohorts, comparisons
 *                                              ▲
 * shared settings ─► window timelines ──────────┘
 * </pre>
 *
 * <p>Live runs and replays differ only in their source, their sink and the length of windows.
 */
public final class MeterlinePipeline {
  private MeterlinePipeline() {}

  /** Writes rows to their destination. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Writes rows. Of rows with the same key, the one with the highest revision wins.
     *
     * @param rows rows of the given views, and of others, which the sink must ignore
     * @param views the views to write
     */
    void write(PCollection<PackedRows> rows, List<View> views);
  }

  /**
   * Builds the pipeline from the source, which reads the log, to the sink, which writes every view.
   *
   * @param analyses the analyses to run
   */
  public static void build(Pipeline pipeline, Log.Source source, Rules rules, Analyses analyses, Sink sink) {
    var log = source.read(pipeline, rules);
    var changes = log.changes().apply("Check changes", new CheckChanges(rules));
    var own = changes.get(CheckChanges.OWN);
    var shared =
        changes.get(CheckChanges.SHARED).apply("Window timelines", new WindowTimelines(log.readings(), rules));
    var timelines = shared.get(WindowTimelines.TIMELINES);

    var paired = log.readings().apply("Pair with own settings", new PairWithOwnSettings(own, rules));
    var analysed =
        paired
            .get(PairWithOwnSettings.PAIRED)
            .apply("Settle with shared settings", new SettleWithSharedSettings(timelines, rules))
            .apply("Analyse in order", new AnalyseInOrder(analyses.all(), rules));
    var compared = analysed.apply("Compare devices", new CompareDevices(rules));

    sink.write(
        log.rejected()
            .and(analysed)
            .and(compared)
            .and(changes.get(CheckChanges.REJECTED))
            .and(shared.get(WindowTimelines.REJECTED))
            .and(paired.get(PairWithOwnSettings.REJECTED))
            .apply("All rows", Flatten.pCollections()),
        analyses.views());
  }
}
