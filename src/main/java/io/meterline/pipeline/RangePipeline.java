package io.meterline.pipeline;

import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.pipeline.MeterlinePipeline.Sink;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Builds the pipeline of a range replay: the steps of {@link MeterlinePipeline} over the affected devices and ranges, for the log
 * as it was and as it is now, side by side.
 *
 * <pre>
 * log as it was ─► pair ─► settle ─┐
 * log as it is  ─► pair ─► settle ─┼─► amend ─► rows that differ ─► compare their dates
 * snapshots ───────────────────────┘
 * </pre>
 */
public final class RangePipeline {
  private RangePipeline() {}

  /** Accepts the devices whose rows after their range may differ, too. */
  @FunctionalInterface
  public interface Open {
    void accept(PCollection<String> devices);
  }

  /**
   * Builds the pipeline from the source to the sink, which gets the rows that differ: upserts, and deletions. Of a view that keeps
   * all rows, a row may be both added and deleted, any number of times; the difference counts. The views are those of the analyses,
   * and {@link Snapshots}.
   *
   * @param base the comparisons of the version that the rows are to be written to
   */
  public static void build(
      Pipeline pipeline, RangeLog.Source source, Rules rules, Analyses analyses, BaseComparisons base, Sink sink, Open open) {
    var log = source.read(pipeline, rules);
    var before = Settled.of(log.before(), rules, " before");
    var after = Settled.of(log.after(), rules, " after");
    var amended =
        log.starts()
            .apply("Amend rows", new AmendRows(before.readings(), after.readings(), analyses.all(), rules));
    open.accept(amended.get(AmendRows.OPEN));
    var changes = amended.get(AmendRows.CHANGES);
    var compared = changes.apply("Compare amended dates", new CompareAmendedDates(base));
    var rows = PCollectionList.of(changes).and(compared);
    sink.write(
        switch (log.round()) {
          case FIRST -> together(rows.and(rejected(before, after)));
          case REST -> together(rows);
        },
        Stream.concat(analyses.views().stream(), Stream.of(Snapshots.VIEW)).toList());
  }

  private static PCollection<PackedRows> together(PCollectionList<PackedRows> rows) {
    return rows.apply("All changes", Flatten.pCollections());
  }

  /** The rejections of the log as it is, and as deletions those of the log as it was. */
  private static List<PCollection<PackedRows>> rejected(Settled before, Settled after) {
    var deleted =
        before.rejected().apply("Rejected before", Flatten.pCollections()).apply("No longer", ParDo.of(new DeleteFn()));
    return Stream.concat(after.rejected().getAll().stream(), Stream.of(deleted.setCoder(Coders.rows()))).toList();
  }

  /** Turns rows into deletions. */
  private static final class DeleteFn extends DoFn<PackedRows, PackedRows> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void delete(@Element PackedRows rows, OutputReceiver<PackedRows> out) {
      out.output(rows.asDeletions(Rejected.VIEW));
    }
  }
}
