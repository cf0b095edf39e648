package io.meterline.connect.archive;

import io.meterline.connect.archive.LogSlice.Part;
import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.ReadingReader;
import io.meterline.engine.range.RangePlan;
import io.meterline.engine.range.Span;
import io.meterline.model.time.Arrival;
import io.meterline.pipeline.BlockOutput;
import io.meterline.pipeline.Coders;
import io.meterline.pipeline.Counters;
import io.meterline.pipeline.DeviceEvent;
import io.meterline.pipeline.Rules;
import io.meterline.pipeline.RangeLog.Round;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Reads the readings of a range replay. */
final class RangeReadings extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** Blocks of the readings in ranges that the log already had. */
  static final TupleTag<KV<String, DeviceEvent>> BASE = new TupleTag<>("base");

  /** Blocks of added readings. */
  static final TupleTag<KV<String, DeviceEvent>> ADDED = new TupleTag<>("added");

  private static final long ROWS_TOGETHER = 2_000_000;

  private final transient RangeSource source;
  private final Rules rules;

  RangeReadings(RangeSource source, Rules rules) {
    this.source = source;
    this.rules = rules;
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    var slices = SerializableCoder.of(LogSlice.class);
    var readings =
        begin
            .apply("Files", Create.of(source.delta().readings()).withCoder(slices))
            .apply("Row groups", ParDo.of(new RowGroupsFn(source.plan().spans(), source.round())))
            .setCoder(KvCoder.of(slices, OffsetRange.Coder.of()))
            .apply("Spread", Reshuffle.viaRandomKey())
            .apply(
                "Read",
                ParDo.of(new ReadFn(source.plan(), source.round(), rules))
                    .withOutputTags(BASE, TupleTagList.of(ADDED).and(RangeSource.REJECTED)));
    readings.get(BASE).setCoder(Coders.deviceEvents());
    readings.get(ADDED).setCoder(Coders.deviceEvents());
    readings.get(RangeSource.REJECTED).setCoder(Coders.rows());
    return readings;
  }

  /** Whether rows are read only if they are in a range. */
  private static boolean isLimited(Part part, Round round) {
    return switch (part) {
      case BASE -> true;
      case ADDED -> round == Round.REST;
    };
  }

  /** Splits files into row groups that are read together, without those that have no reading in a span. */
  private static final class RowGroupsFn extends DoFn<LogSlice, KV<LogSlice, OffsetRange>> {
    private static final long serialVersionUID = 1;

    private final ArrayList<Span> spans;
    private final Round round;

    RowGroupsFn(List<Span> spans, Round round) {
      this.spans = new ArrayList<>(spans);
      this.round = round;
    }

    @ProcessElement
    public void split(@Element LogSlice slice, OutputReceiver<KV<LogSlice, OffsetRange>> out) {
      try (var file = ReadingReader.open(ChannelInputFile.at(slice.path()), slice.path())) {
        var from = 0;
        var rows = 0L;
        for (var group = 0; group < file.groups(); group++) {
          var isWanted = isWanted(slice, file, group);
          if (rows >= ROWS_TOGETHER || !isWanted) {
            output(slice, from, group, out);
            from = group;
            rows = 0;
          }
          if (isWanted) {
            rows += file.rows(group);
          } else {
            from = group + 1;
          }
        }
        output(slice, from, file.groups(), out);
      }
    }

    private static void output(LogSlice slice, int from, int to, OutputReceiver<KV<LogSlice, OffsetRange>> out) {
      if (from < to) {
        out.output(KV.of(slice, new OffsetRange(from, to)));
      }
    }

    private boolean isWanted(LogSlice slice, ReadingReader file, int group) {
      return !isLimited(slice.part(), round)
          || spans.stream().anyMatch(span -> file.mayStartWithin(group, span.from(), span.until() - 1));
    }
  }

  private static final class ReadFn extends DoFn<KV<LogSlice, OffsetRange>, KV<String, DeviceEvent>> {
    private static final long serialVersionUID = 1;

    private final RangePlan plan;
    private final Round round;
    private final Rules rules;
    private final Counter readings = Counters.readings();

    ReadFn(RangePlan plan, Round round, Rules rules) {
      this.plan = plan;
      this.round = round;
      this.rules = rules;
    }

    @ProcessElement
    public void read(@Element KV<LogSlice, OffsetRange> groups, MultiOutputReceiver out) {
      var slice = groups.getKey();
      var blocks =
          switch (slice.part()) {
            case BASE -> new BlockOutput(rules, Arrival.IN_TIME, out, BASE, RangeSource.REJECTED);
            case ADDED -> new BlockOutput(rules, Arrival.IN_TIME, out, ADDED, RangeSource.REJECTED);
          };
      try (var file = ReadingReader.open(ChannelInputFile.at(slice.path()), slice.path())) {
        for (var group = groups.getValue().getFrom(); group < groups.getValue().getTo(); group++) {
          if (isLimited(slice.part(), round)) {
            readInRanges(file, Math.toIntExact(group), slice, blocks);
          } else {
            readAll(file, Math.toIntExact(group), slice, blocks);
          }
        }
      }
      blocks.flush();
    }

    private void readAll(ReadingReader file, int group, LogSlice slice, BlockOutput blocks) {
      var columns = blocks.former().readings();
      var before = columns.size();
      file.read(
          group,
          columns,
          rejection -> {
            if (slice.rows().hold(rejection)) {
              readings.inc();
              blocks.reject(rejection);
            }
          });
      if (!slice.rows().isAll()) {
        columns.keep(before, row -> slice.rows().hold(columns.offset()[row]));
      }
      readings.inc(columns.size() - before);
    }

    /** Reads the used readings in ranges. Those that are not used have been rejected before. */
    private void readInRanges(ReadingReader file, int group, LogSlice slice, BlockOutput blocks) {
      if (!file.mayBeOf(group, device -> plan.range(device).isPresent())) {
        return;
      }
      var columns = blocks.former().readings();
      var before = columns.size();
      file.read(group, columns, rejection -> {});
      readings.inc(columns.size() - before);
      var wanted = new WantedRows(columns, plan.lookup(), rules.readings());
      columns.keep(before, row -> wanted.isInRange(row) && slice.rows().hold(columns.offset()[row]) && wanted.isUsed(row));
    }
  }
}
