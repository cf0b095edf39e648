package io.meterline.connect.versions;

import io.meterline.model.MeterlineException;
import io.meterline.model.time.DateRange;
import io.meterline.model.view.AmendedShard;
import io.meterline.model.view.AmendedShard.Amended;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Table;
import io.meterline.model.view.View;
import io.meterline.pipeline.Counters;
import io.meterline.pipeline.Counters.Difference;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Applies changes to a file, and writes it if its rows differ. Outputs the row count of each file that differs; one that has lost
 * all rows is not written.
 */
final class AmendFileFn extends DoFn<KV<String, Iterable<PackedRows>>, KV<String, Long>> {
  private static final long serialVersionUID = 1;

  private final ViewFiles files;
  private final String folder;
  private final DateRange dates;
  private final List<View> views;

  AmendFileFn(ViewFiles files, String folder, DateRange dates, List<View> views) {
    this.files = files.of(views);
    this.folder = folder;
    this.dates = dates;
    this.views = views;
  }

  @ProcessElement
  public void amend(@Element KV<String, Iterable<PackedRows>> file, OutputReceiver<KV<String, Long>> written) {
    amend(file).ifPresent(written::output);
  }

  /** Applies changes to a file. Empty if its rows do not differ. */
  Optional<KV<String, Long>> amend(KV<String, Iterable<PackedRows>> file) {
    // Some runners allow only one iteration over a group.
    var some = file.getValue().iterator();
    var first = some.next();
    var view = first.viewIn(views).orElseThrow();
    var shard = new AmendedShard(rows(file.getKey(), view));
    shard.add(first);
    some.forEachRemaining(shard::add);
    var amended = amended(file.getKey(), shard, ParquetViews.dates(view, dates));
    if (amended.isSame()) {
      return Optional.empty();
    }
    var rows = amended.rows();
    if (rows.size() > 0) {
      ParquetViews.writeFile(folder + "/" + file.getKey(), rows);
    }
    count(view, amended);
    return Optional.of(KV.of(file.getKey(), (long) rows.size()));
  }

  private Table rows(String name, View view) {
    var rows = new Table(view);
    files.read(name, view, rows::row);
    return rows;
  }

  private Amended amended(String name, AmendedShard shard, DateRange dates) {
    try {
      return shard.amended(dates);
    } catch (IllegalArgumentException e) {
      throw new MeterlineException(
          name + " of the version that the run starts from does not fit its log: " + e.getMessage()
              + "; run from the beginning of the log",
          e);
    }
  }

  private static void count(View view, Amended amended) {
    Counters.rows(view).inc(amended.rows().size());
    Counters.amended(Difference.ADDED, view).inc(amended.added());
    Counters.amended(Difference.CHANGED, view).inc(amended.changed());
    Counters.amended(Difference.DELETED, view).inc(amended.deleted());
  }
}
