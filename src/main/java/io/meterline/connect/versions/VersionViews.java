package io.meterline.connect.versions;

import io.meterline.model.time.DateRange;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.View;
import io.meterline.pipeline.MeterlinePipeline;
import java.util.List;
import org.apache.beam.sdk.values.PCollection;

/**
 * Writes views into a begun version, and completes it.
 *
 * @param target where the version is, and whether it is published
 * @param folder the version's folder, as Beam's file systems name it
 * @param name the name of the version
 * @param recipe the recipe it was begun with
 * @param provenance what a later run must know to start from it
 * @param dates the dates of the rows that are written
 */
public record VersionViews(Target target, String folder, String name, Recipe recipe, Provenance provenance, DateRange dates)
    implements MeterlinePipeline.Sink {
  /** Writes a version that no later run can start from. */
  public VersionViews(Target target, String folder, String name, Recipe recipe, DateRange dates) {
    this(target, folder, name, recipe, Provenance.NONE, dates);
  }

  @Override
  public void write(PCollection<PackedRows> rows, List<View> views) {
    var all = provenance.withSnapshots(views);
    new ParquetViews(folder, dates, all)
        .files(rows)
        .apply("Complete version", new CompleteVersion(target, name, recipe, provenance, all));
  }
}
