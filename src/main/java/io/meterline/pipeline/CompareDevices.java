package io.meterline.pipeline;

import io.meterline.engine.analysis.ComparedDates;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import java.util.List;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.joda.time.Instant;

/**
 * Compares the devices of each cohort on each date, on a key of their own. A thin wrapper around {@link ComparedDates}.
 *
 * <p>The rows of a device travel some dates together, as many as a window has. Those of a part of a cohort's devices are put together
 * date by date before they are compared: an element for each device and date would be most of the cost of comparing, and a key for some
 * dates of a cohort would hold more than its day.
 */
final class CompareDevices extends PTransform<PCollection<PackedRows>, PCollection<PackedRows>> {
  private static final long serialVersionUID = 1;

  /** A date, or the first of some, in days since 1970-01-01, and the cohort. */
  static final KvCoder<Long, String> KEYS = KvCoder.of(VarLongCoder.of(), StringUtf8Coder.of());

  private final Rules rules;

  CompareDevices(Rules rules) {
    this.rules = rules;
  }

  /** Uses the rows of {@link DeviceDays}, and ignores others. */
  @Override
  public PCollection<PackedRows> expand(PCollection<PackedRows> rows) {
    return rows.apply("Device days", Filter.by(some -> some.isOf(DeviceDays.VIEW)))
        .apply("By part of cohort", WithKeys.of(CompareDevices::part).withKeyType(new TypeDescriptor<>() {}))
        .setCoder(KvCoder.of(KvCoder.of(KEYS, VarIntCoder.of()), Coders.rows()))
        .apply("Date by date", ParDo.of(new DateByDateFn(rules)))
        .setCoder(Coders.rows())
        .apply("By cohort and dates", WithKeys.of(CompareDevices::key).withKeyType(new TypeDescriptor<>() {}))
        .setCoder(KvCoder.of(KEYS, Coders.rows()))
        .apply("Compare", ParDo.of(new CompareFn(rules)))
        .setCoder(Coders.rows());
  }

  /** The date and cohort of rows that are grouped by them. */
  static KV<Long, String> key(PackedRows rows) {
    return KV.of(rows.groupKey().span(), rows.groupKey().cohort());
  }

  private static KV<KV<Long, String>, Integer> part(PackedRows deviceDays) {
    return KV.of(key(deviceDays), deviceDays.groupKey().bucket());
  }

  /** Puts the rows of devices together by date. */
  private static final class DateByDateFn extends RowsOfWindowFn<KV<KV<Long, String>, Integer>> {
    private static final long serialVersionUID = 1;

    DateByDateFn(Rules rules) {
      super(rules);
    }

    /** With the last moment of the window as timestamp, by which the next step knows when they are due. */
    @Override
    protected void complete(long end, List<PackedRows> rows, OutputReceiver<PackedRows> out) {
      var dates = new PackedRows.Packing(ComparedDates::keyOf);
      rows.forEach(some -> some.emitTo(DeviceDays.VIEW, dates));
      var at = Instant.ofEpochMilli(end - 1);
      dates.flush(some -> out.outputWithTimestamp(some, at));
    }
  }

  private static final class CompareFn extends RowsWhenDueFn<KV<Long, String>, ComparedDates> {
    private static final long serialVersionUID = 1;

    CompareFn(Rules rules) {
      super(rules, Coders.of(new ComparedDates.Format()));
    }

    @Override
    protected ComparedDates nothing() {
      return new ComparedDates();
    }

    @Override
    protected void add(ComparedDates compared, long due, PackedRows rows) {
      compared.add(rows, due);
    }

    /** Window by window, with its last moment as timestamp, by which {@link ComparisonsInOrder} knows it. */
    @Override
    protected OptionalLong complete(ComparedDates compared, long end, long passed, OutputReceiver<PackedRows> out) {
      var outputs = new PackedOutput(GroupKey::ofShard);
      compared.complete(end, rules.pace(), outputs);
      var at = Instant.ofEpochMilli(end - 1);
      outputs.flush(rows -> out.outputWithTimestamp(rows, at));
      return compared.nextTimer(rules.pace());
    }
  }
}
