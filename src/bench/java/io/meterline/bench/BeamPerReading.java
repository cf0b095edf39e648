package io.meterline.bench;

import io.meterline.app.flink.LocalFlink;
import io.meterline.bench.RowTotals.Sum;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Beam as its guide has it: an element a reading, joined with the changes of its device by {@link CoGroupByKey}, what
 * many share as a side input; a batch on Flink, two of everything.
 *
 * <p>In its favour: a batch, which has the readings of a device all at once, so that there are no timers; coders
 * written by hand; object reuse; devices are known by a number; readings are read straight from the columns; rows are
 * summed up where they arise rather than written.
 */
public final class BeamPerReading {
  private static final TupleTag<MeterReading> READINGS = new TupleTag<>("readings");
  private static final TupleTag<MeterChange> CHANGES = new TupleTag<>("changes");
  private static final TupleTag<UsageRow> USAGE = new TupleTag<>("usage");
  private static final TupleTag<AlertRow> ALERTS = new TupleTag<>("alerts");

  private BeamPerReading() {}

  /** Works on the log: {@code DATA OUT}. */
  public static void main(String[] args) {
    Contender.run(args, BeamPerReading::totals);
  }

  /** The sums of all rows that come of a log. */
  static RowTotals totals(Path data) {
    try (var flink = LocalFlink.configured(Optional.ofNullable(System.getenv("FLINK_CONF_DIR")).map(Path::of))) {
      return totals(data, flink.options());
    }
  }

  private static RowTotals totals(Path data, List<String> configuration) {
    var arguments = new ArrayList<>(configuration);
    arguments.addAll(
        List.of(
            "--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=2", "--objectReuse=true", "--fasterCopy=true",
            "--streaming=false"));
    var options = PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create();
    var pipeline = Pipeline.create(options);
    var shared = shared(pipeline, data);
    var rows =
        KeyedPCollectionTuple.of(READINGS, readings(pipeline, data))
            .and(CHANGES, changes(pipeline, data))
            .apply(CoGroupByKey.create())
            .apply(
                "work",
                ParDo.of(new WorkFn(shared))
                    .withSideInputs(shared)
                    .withOutputTags(USAGE, TupleTagList.of(ALERTS)));
    rows.get(USAGE).setCoder(BeamCoders.usage()).apply("sum usage", ParDo.of(new SumUsageFn()));
    rows.get(ALERTS).setCoder(BeamCoders.alert()).apply("sum alerts", ParDo.of(new SumAlertsFn()));
    var result = pipeline.run();
    var state = result.waitUntilFinish();
    if (state != State.DONE) {
      throw new IllegalStateException("the run ended as " + state);
    }
    return counted(result.metrics());
  }

  private static PCollection<KV<Long, MeterReading>> readings(Pipeline pipeline, Path data) {
    var files = LogData.partitions(data).stream().flatMap(List::stream).map(Path::toString).toList();
    return pipeline
        .apply("files", Create.of(files))
        .apply("spread", Reshuffle.viaRandomKey())
        .apply("readings", ParDo.of(new ReadFn()))
        .setCoder(KvCoder.of(VarLongCoder.of(), BeamCoders.reading()));
  }

  private static PCollection<KV<Long, MeterChange>> changes(Pipeline pipeline, Path data) {
    return pipeline
        .apply("settings", Create.of(data.toString()))
        .apply("changes", ParDo.of(new ReadChangesFn()))
        .setCoder(KvCoder.of(VarLongCoder.of(), BeamCoders.change()));
  }

  private static PCollectionView<SharedCourses> shared(Pipeline pipeline, Path data) {
    return pipeline
        .apply("shared settings", Create.of(data.toString()))
        .apply("shared changes", ParDo.of(new ReadSharedFn()))
        .setCoder(SerializableCoder.of(SharedCourses.class))
        .apply("view", View.asSingleton());
  }

  private static RowTotals counted(MetricResults metrics) {
    var totals = new RowTotals();
    var ours = MetricsFilter.builder().addNameFilter(MetricNameFilter.inNamespace(RowTotals.class)).build();
    for (var counter : metrics.queryMetrics(ours).getCounters()) {
      totals.add(Sum.valueOf(counter.getName().getName()), counter.getAttempted());
    }
    return totals;
  }

  private static Counter counter(Sum sum) {
    return Metrics.counter(RowTotals.class, sum.name());
  }

  private static final class ReadFn extends DoFn<String, KV<Long, MeterReading>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void read(@Element String file, OutputReceiver<KV<Long, MeterReading>> out) {
      try (var reader = new PartitionReader(List.of(Path.of(file)))) {
        while (reader.hasNext()) {
          var reading = reader.next();
          out.output(KV.of(reading.meter(), reading));
        }
      }
    }
  }

  private static final class ReadChangesFn extends DoFn<String, KV<Long, MeterChange>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void read(@Element String data, OutputReceiver<KV<Long, MeterChange>> out) {
      LogData.changes(Path.of(data), change -> out.output(KV.of(change.meter(), change)), shared -> {});
    }
  }

  private static final class ReadSharedFn extends DoFn<String, SharedCourses> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void read(@Element String data, OutputReceiver<SharedCourses> out) {
      var courses = new SharedCourses();
      LogData.changes(Path.of(data), own -> {}, courses::set);
      out.output(courses);
    }
  }

  /** The work on a device. */
  private static final class WorkFn extends DoFn<KV<Long, CoGbkResult>, UsageRow> {
    private static final long serialVersionUID = 1;

    private static final Comparator<MeterReading> BY_TIME = Comparator.comparingLong(MeterReading::at);

    private final PCollectionView<SharedCourses> shared;

    WorkFn(PCollectionView<SharedCourses> shared) {
      this.shared = shared;
    }

    @ProcessElement
    public void work(ProcessContext context, MultiOutputReceiver out) {
      var own = new OwnCourses();
      context.element().getValue().getAll(CHANGES).forEach(own::set);
      var readings = new ArrayList<MeterReading>();
      context.element().getValue().getAll(READINGS).forEach(readings::add);
      readings.sort(BY_TIME);
      var sharedCourses = context.sideInput(shared);
      var rows = new Output(out.get(USAGE), out.get(ALERTS));
      var fold = new MeterFold();
      var terms = Terms.UNKNOWN;
      for (var reading : readings) {
        if (!terms.holdAt(reading.at())) {
          terms = Terms.at(reading.at(), own, sharedCourses);
        }
        fold.add(reading, terms.price(), terms.threshold(), rows);
      }
      fold.end(context.element().getKey(), rows);
    }

    private record Output(OutputReceiver<UsageRow> usageRows, OutputReceiver<AlertRow> alertRows) implements Rows {
      @Override
      public void usage(UsageRow row) {
        usageRows.output(row);
      }

      @Override
      public void alert(AlertRow row) {
        alertRows.output(row);
      }
    }
  }

  private static final class SumUsageFn extends DoFn<UsageRow, Void> {
    private static final long serialVersionUID = 1;

    private final Counter rows = counter(Sum.USAGE_ROWS);
    private final Counter milliwattHours = counter(Sum.USAGE_MILLIWATT_HOURS);
    private final Counter costMicros = counter(Sum.USAGE_COST_MICROS);
    private final Counter readings = counter(Sum.USAGE_READINGS);

    @ProcessElement
    public void add(@Element UsageRow row) {
      rows.inc();
      milliwattHours.inc(row.milliwattHours());
      costMicros.inc(row.costMicros());
      readings.inc(row.readings());
    }
  }

  private static final class SumAlertsFn extends DoFn<AlertRow, Void> {
    private static final long serialVersionUID = 1;

    private final Counter rows = counter(Sum.ALERTS_ROWS);
    private final Counter closed = counter(Sum.ALERTS_CLOSED);
    private final Counter openedAt = counter(Sum.ALERTS_OPENED_AT);
    private final Counter closedAt = counter(Sum.ALERTS_CLOSED_AT);
    private final Counter milliwattHours = counter(Sum.ALERTS_MILLIWATT_HOURS);
    private final Counter readings = counter(Sum.ALERTS_READINGS);

    @ProcessElement
    public void add(@Element AlertRow row) {
      rows.inc();
      openedAt.inc(row.openedAt());
      if (row.closedAt() != AlertRow.OPEN) {
        closed.inc();
        closedAt.inc(row.closedAt());
      }
      milliwattHours.inc(row.milliwattHours());
      readings.inc(row.readings());
    }
  }
}
