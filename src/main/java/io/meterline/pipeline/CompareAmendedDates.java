package io.meterline.pipeline;

import io.meterline.engine.analysis.AmendedDate;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;
import java.time.LocalDate;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Compares the devices of each cohort again on the dates on which a device's row changed. The rows of the other devices are those
 * of the version that a range replay starts from. A thin wrapper around {@link AmendedDate}.
 */
final class CompareAmendedDates extends PTransform<PCollection<PackedRows>, PCollection<PackedRows>> {
  private static final long serialVersionUID = 1;

  private final BaseComparisons base;

  CompareAmendedDates(BaseComparisons base) {
    this.base = base;
  }

  /** Uses changes of rows of {@link DeviceDays}, and ignores others. */
  @Override
  public PCollection<PackedRows> expand(PCollection<PackedRows> changes) {
    return changes
        .apply("Device days", Filter.by(some -> some.isOf(DeviceDays.VIEW)))
        .apply("By dates", WithKeys.<Long, PackedRows>of(days -> days.groupKey().span()).withKeyType(TypeDescriptors.longs()))
        .setCoder(KvCoder.of(VarLongCoder.of(), Coders.rows()))
        .apply("Together", GroupByKey.create())
        .apply("Compare", ParDo.of(new CompareFn(base)))
        .setCoder(Coders.rows());
  }

  private static final class CompareFn extends DoFn<KV<Long, Iterable<PackedRows>>, PackedRows> {
    private static final long serialVersionUID = 1;

    private final BaseComparisons base;

    CompareFn(BaseComparisons base) {
      this.base = base;
    }

    @ProcessElement
    public void compare(@Element KV<Long, Iterable<PackedRows>> group, OutputReceiver<PackedRows> out) {
      var dates = new TreeMap<LocalDate, AmendedDate>();
      group.getValue().forEach(rows -> rows.emitTo(DeviceDays.VIEW, new ByDate(dates)));
      base.read(
          dates.firstKey(),
          dates.lastKey().plusDays(1),
          row -> GroupKey.dateOf(row).map(dates::get).ifPresent(date -> date.addCompared(row)));
      var changes = new PackedOutput(GroupKey::ofShard);
      dates.values().forEach(date -> date.amend(changes));
      changes.flush(out::output);
    }
  }

  /** Passes changes on to their dates. */
  private record ByDate(TreeMap<LocalDate, AmendedDate> dates) implements RowChanges {
    @Override
    public void row(Row row) {
      changesOf(row).row(row);
    }

    @Override
    public void deleted(Row row) {
      changesOf(row).deleted(row);
    }

    private RowChanges changesOf(Row row) {
      return dates.computeIfAbsent(GroupKey.dateOf(row).orElseThrow(), AmendedDate::new).changes();
    }
  }
}
