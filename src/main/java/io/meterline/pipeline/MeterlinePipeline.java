package io.meterline.pipeline;

import io.meterline.analysis.Analyses;
import io.meterline.analysis.Analysis;
import io.meterline.analysis.Comparison;
import io.meterline.view.Rejected;
import io.meterline.view.Row;
import io.meterline.view.View;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * The pipeline.
 *
 * <pre>
 * readings ─► blocks ─┐
 *                     ├─► pair with own ─► settle with shared ─► analyse ─► usage, alerts
 * device settings ────┘   settings         settings              in order ─► cohorts, comparisons
 *                                              ▲
 * shared settings ─► epoch timelines ──────────┘
 * </pre>
 *
 * <p>Live and replay differ in their source, their sink and the length of an epoch, and in nothing else.
 */
public final class MeterlinePipeline {
  private MeterlinePipeline() {}

  /** Writes rows somewhere. */
  @FunctionalInterface
  public interface Sink {
    /** Writes rows of a view; of those with one key, the one with the highest revision counts. */
    void write(View view, PCollection<Row> rows);
  }

  /** Builds the pipeline from the source, which reads the log, to the sink, which takes every view. */
  public static void build(Pipeline pipeline, Log.Source source, Rules rules, Sink sink) {
    var log = source.read(pipeline, rules);
    var changes = log.changes().apply("Check changes", new CheckChanges(rules));
    var shared =
        changes.get(CheckChanges.SHARED).apply("Epoch timelines", new EpochTimelines(log.blocks(), rules));
    var paired =
        log.blocks()
            .apply("Pair with own settings", new PairWithOwnSettings(changes.get(CheckChanges.OWN), rules));
    var settled =
        paired
            .get(PairWithOwnSettings.PAIRED)
            .apply(
                "Settle with shared settings",
                new SettleWithSharedSettings(shared.get(EpochTimelines.TIMELINES), rules));
    var analysed = settled.apply("Analyse in order", new AnalyseInOrder(analyses(), rules));
    var compared =
        analysed
            .get(AnalyseInOrder.rowsOf(Analyses.COMPARED.view()))
            .apply("Compare devices", new CompareDevices(rules));

    for (var analysis : Analyses.PUBLISHED) {
      sink.write(analysis.view(), analysed.get(AnalyseInOrder.rowsOf(analysis.view())));
    }
    sink.write(Comparison.COHORTS, compared.get(CompareDevices.COHORTS));
    sink.write(Comparison.COMPARISONS, compared.get(CompareDevices.COMPARISONS));
    sink.write(
        Rejected.VIEW,
        PCollectionList.of(log.rejected())
            .and(changes.get(CheckChanges.REJECTED))
            .and(shared.get(EpochTimelines.REJECTED))
            .and(paired.get(PairWithOwnSettings.REJECTED))
            .and(analysed.get(AnalyseInOrder.REJECTED))
            .apply("All rejected", Flatten.pCollections()));
  }

  private static List<Analysis<?>> analyses() {
    var all = new ArrayList<Analysis<?>>(Analyses.PUBLISHED);
    all.add(Analyses.COMPARED);
    return List.copyOf(all);
  }
}
