package io.meterline.pipeline;

import io.meterline.engine.analysis.AmendedDate;
import io.meterline.engine.analysis.ComparedDates;
import io.meterline.engine.analysis.Comparison;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Distinct;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Keys;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Compares the devices of a cohort again on the dates on which a device's row changed. The rows of the other devices are those of the
 * version that a range replay starts from. The files of a month are read once, for all of its dates and cohorts with changes; then each
 * date of a cohort is compared on a key of its own. A thin wrapper around {@link AmendedDate}.
 */
final class CompareAmendedDates extends PTransform<PCollection<PackedRows>, PCollection<PackedRows>> {
  private static final long serialVersionUID = 1;

  /** How many rows of what was compared before are held at most: some ten megabytes. */
  private static final int MOST_HELD = 100_000;

  /** Dates and cohorts, with rows of any view. */
  private static final KvCoder<KV<Long, String>, PackedRows> CODER = KvCoder.of(CompareDevices.KEYS, Coders.rows());

  private final BaseComparisons base;
  private final int mostHeld;

  CompareAmendedDates(BaseComparisons base) {
    this(base, MOST_HELD);
  }

  /**
   * As {@link #CompareAmendedDates(BaseComparisons)}.
   *
   * @param mostHeld how many rows of what was compared before are held at most, at least 1
   */
  CompareAmendedDates(BaseComparisons base, int mostHeld) {
    this.base = base;
    this.mostHeld = mostHeld;
  }

  /** Uses changes of rows of {@link DeviceDays}, and ignores others. */
  @Override
  public PCollection<PackedRows> expand(PCollection<PackedRows> changes) {
    var changed =
        changes
            .apply("Device days", Filter.by(some -> some.isOf(DeviceDays.VIEW)))
            .apply("By date and cohort", ParDo.of(new SplitFn()))
            .setCoder(CODER);
    var compared =
        changed
            .apply("Dates", Keys.create())
            .apply("Each once", Distinct.create())
            .apply("By month", WithKeys.<Long, KV<Long, String>>of(date -> monthOf(date.getKey())).withKeyType(TypeDescriptors.longs()))
            .apply("Of a month", GroupByKey.create())
            .apply("Compared before", ParDo.of(new ReadFn(base, mostHeld)))
            .setCoder(CODER);
    return PCollectionList.of(changed)
        .and(compared)
        .apply("Both", Flatten.pCollections())
        .apply("Of a date and cohort", GroupByKey.create())
        .apply("Compare", ParDo.of(new CompareFn()))
        .setCoder(Coders.rows());
  }

  private static long monthOf(long date) {
    return LocalDate.ofEpochDay(date).withDayOfMonth(1).toEpochDay();
  }

  /** Rows of one date and cohort, on their key. */
  private static KV<KV<Long, String>, PackedRows> keyed(PackedRows rows) {
    return KV.of(CompareDevices.key(rows), rows);
  }

  /** Keys the rows of a device by date and cohort. */
  private static final class SplitFn extends DoFn<PackedRows, KV<KV<Long, String>, PackedRows>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void split(@Element PackedRows rows, OutputReceiver<KV<KV<Long, String>, PackedRows>> out) {
      var packing = new PackedRows.Packing(ComparedDates::keyOf);
      rows.emitTo(DeviceDays.VIEW, packing);
      packing.flush(some -> out.output(keyed(some)));
    }
  }

  /** Reads what was compared on the dates of a month. */
  private static final class ReadFn extends DoFn<KV<Long, Iterable<KV<Long, String>>>, KV<KV<Long, String>, PackedRows>> {
    private static final long serialVersionUID = 1;

    private final BaseComparisons base;
    private final int mostHeld;

    ReadFn(BaseComparisons base, int mostHeld) {
      this.base = base;
      this.mostHeld = mostHeld;
    }

    @ProcessElement
    public void read(
        @Element KV<Long, Iterable<KV<Long, String>>> month, OutputReceiver<KV<KV<Long, String>, PackedRows>> out) {
      var keys = new HashSet<GroupKey>();
      var dates = new TreeSet<Long>();
      for (var date : month.getValue()) {
        keys.add(new GroupKey(Comparison.COMPARISONS.name(), date.getKey(), 0, date.getValue()));
        dates.add(date.getKey());
      }
      var packing = new PackedRows.Packing(ComparedDates::keyOf);
      var held = new int[1];
      base.read(
          LocalDate.ofEpochDay(dates.first()),
          LocalDate.ofEpochDay(dates.last() + 1),
          row -> {
            if (keys.contains(ComparedDates.keyOf(row))) {
              packing.row(row);
              if (++held[0] % mostHeld == 0) {
                packing.flush(some -> out.output(keyed(some)));
              }
            }
          });
      packing.flush(some -> out.output(keyed(some)));
    }
  }

  private static final class CompareFn extends DoFn<KV<KV<Long, String>, Iterable<PackedRows>>, PackedRows> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void compare(@Element KV<KV<Long, String>, Iterable<PackedRows>> group, OutputReceiver<PackedRows> out) {
      var date = new AmendedDate();
      group.getValue().forEach(date::add);
      var changes = new PackedOutput(GroupKey::ofShard);
      date.amend(changes);
      changes.flush(out::output);
    }
  }
}
