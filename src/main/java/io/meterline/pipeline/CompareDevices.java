package io.meterline.pipeline;

import io.meterline.engine.analysis.ComparedDates;
import io.meterline.engine.analysis.DeviceDays;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.joda.time.Instant;

/** Compares the devices of each cohort, date by date, on one key for each cohort. A thin wrapper around {@link ComparedDates}. */
final class CompareDevices extends PTransform<PCollection<PackedRows>, PCollection<PackedRows>> {
  private static final long serialVersionUID = 1;

  /** The first of some dates, in days since 1970-01-01, and the cohort. */
  private static final KvCoder<Long, String> KEYS = KvCoder.of(VarLongCoder.of(), StringUtf8Coder.of());

  private final Rules rules;

  CompareDevices(Rules rules) {
    this.rules = rules;
  }

  /** Uses the rows of {@link DeviceDays}, and ignores others. */
  @Override
  public PCollection<PackedRows> expand(PCollection<PackedRows> rows) {
    return rows.apply("Device days", Filter.by(some -> some.isOf(DeviceDays.VIEW)))
        .apply("By cohort and dates", WithKeys.of(CompareDevices::key).withKeyType(new TypeDescriptor<>() {}))
        .setCoder(KvCoder.of(KEYS, Coders.rows()))
        .apply("Compare", ParDo.of(new CompareFn(rules)))
        .setCoder(Coders.rows());
  }

  private static KV<Long, String> key(PackedRows deviceDays) {
    return KV.of(deviceDays.groupKey().span(), deviceDays.groupKey().cohort());
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
