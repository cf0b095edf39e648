package io.meterline.pipeline;

import io.meterline.engine.analysis.AmendedDates;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
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
 * Compares the devices of a cohort again on the dates on which a device's row changed. The rows of the other devices are those of the
 * version that a range replay starts from. The dates of a month share a key, because its files are read for all of them at once; only
 * cohorts with changes are held. A thin wrapper around {@link AmendedDates}.
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
      var dates = new AmendedDates();
      group.getValue().forEach(rows -> rows.emitTo(DeviceDays.VIEW, dates));
      base.read(dates.range().from(), dates.range().to(), dates::addCompared);
      var changes = new PackedOutput(GroupKey::ofShard);
      dates.amend(changes);
      changes.flush(out::output);
    }
  }
}
