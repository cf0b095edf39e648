package io.meterline.pipeline;

import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Comparison;
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
 *                                             ▲                    ▲  └──► snapshots
 * shared settings ─► window timelines ────────┘      snapshots ────┘
 * </pre>
 *
 * <p>A snapshot is what the analyses know of a device at a time. A run may start from snapshots, and may write some.
 *
 * <p>Live runs and replays differ only in their source, their sink and the length of windows.
 */
public final class MeterlinePipeline {
  private MeterlinePipeline() {}

  /** Writes rows to their destination. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Writes rows. Of rows with the same key, the one with the highest revision wins; of a row and a deletion at the same revision,
     * the row. Rows with the same key arrive in this order, except those of {@link Comparison#COMPARISONS}: see {@link
     * ComparisonsInOrder}.
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
    var settled = Settled.of(source.read(pipeline, rules), rules, "");
    var analysed = settled.readings().apply("Analyse in order", new AnalyseInOrder(analyses.all(), rules));
    var compared = analysed.apply("Compare devices", new CompareDevices(rules));
    sink.write(
        settled.rejected().and(analysed).and(compared).apply("All rows", Flatten.pCollections()), analyses.views());
  }
}
