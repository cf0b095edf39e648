package io.meterline.connect.versions;

import io.meterline.engine.analysis.Comparison;
import io.meterline.model.time.DateRange;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.Row;
import io.meterline.pipeline.BaseComparisons;
import java.time.LocalDate;
import java.util.function.Consumer;

/**
 * The comparisons of a version. Every read reads the files of whole months.
 *
 * @param files the files of the version
 */
record ComparisonFiles(ViewFiles files) implements BaseComparisons {
  @Override
  public void read(LocalDate from, LocalDate to, Consumer<Row> rows) {
    var dates = new DateRange(from, to);
    GroupKey.shards(Comparison.COMPARISONS, dates)
        .forEach(
            shard ->
                files.read(
                    ParquetViews.file(shard),
                    Comparison.COMPARISONS,
                    row -> {
                      if (GroupKey.isWithin(dates, row)) {
                        rows.accept(row);
                      }
                    }));
  }
}
