package io.meterline.connect.archive;

import io.meterline.connect.parquet.ChannelInputFile;
import io.meterline.connect.parquet.ReadingReader;
import io.meterline.connect.parquet.SettingsReader;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.time.Arrival;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.pipeline.BlockOutput;
import io.meterline.pipeline.Coders;
import io.meterline.pipeline.Counters;
import io.meterline.pipeline.DeviceEvent;
import io.meterline.pipeline.Log;
import io.meterline.pipeline.Rules;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.range.OffsetRange;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads the log from an archive by row groups: settings as changes, readings as columns that are decoded directly into blocks.
 *
 * @param archive the archive to read
 */
public record ArchiveSource(Archive archive) implements Log.Source {
  private static final long ROWS_TOGETHER = 2_000_000;

  private static final TupleTag<LoggedChange> CHANGES = new TupleTag<>("changes");
  private static final TupleTag<KV<String, DeviceEvent>> READINGS = new TupleTag<>("readings");
  private static final TupleTag<PackedRows> REJECTED = new TupleTag<>("rejected");

  @Override
  public Log read(Pipeline pipeline, Rules rules) {
    var changes =
        pipeline
            .apply("Settings files", Create.of(archive.settings()).withCoder(StringUtf8Coder.of()))
            .apply("Settings row groups", ParDo.of(new SettingsGroupsFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()))
            .apply(
                "Read settings",
                ParDo.of(new ReadSettingsFn()).withOutputTags(CHANGES, TupleTagList.of(REJECTED)));
    changes.get(CHANGES).setCoder(Coders.loggedChange());
    changes.get(REJECTED).setCoder(Coders.rows());
    var readings =
        pipeline
            .apply("Readings files", Create.of(archive.readings()).withCoder(StringUtf8Coder.of()))
            .apply("Row groups", ParDo.of(new RowGroupsFn(ROWS_TOGETHER)))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), OffsetRange.Coder.of()))
            .apply("Spread", Reshuffle.viaRandomKey())
            .apply(
                "Read readings",
                ParDo.of(new ReadReadingsFn(rules)).withOutputTags(READINGS, TupleTagList.of(REJECTED)));
    readings.get(READINGS).setCoder(Coders.deviceEvents());
    readings.get(REJECTED).setCoder(Coders.rows());
    var rejected = PCollectionList.of(readings.get(REJECTED)).and(changes.get(REJECTED));
    return new Log(readings.get(READINGS), changes.get(CHANGES), rejected);
  }

  /** Splits files into row groups, which the runner in memory reads on several processors. */
  private static final class SettingsGroupsFn extends DoFn<String, KV<String, Integer>> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void split(@Element String path, OutputReceiver<KV<String, Integer>> out) {
      var groups = SettingsReader.groups(ChannelInputFile.at(path), path);
      for (var group = 0; group < groups; group++) {
        out.output(KV.of(path, group));
      }
    }
  }

  private static final class ReadSettingsFn extends DoFn<KV<String, Integer>, LoggedChange> {
    private static final long serialVersionUID = 1;

    private final Counter changes = Counters.changes();

    @ProcessElement
    public void read(@Element KV<String, Integer> group, MultiOutputReceiver out) {
      var path = group.getKey();
      SettingsReader.read(
          ChannelInputFile.at(path),
          path,
          group.getValue(),
          change -> {
            changes.inc();
            out.get(CHANGES).output(change);
          },
          rejection -> {
            changes.inc();
            out.get(REJECTED).output(Rejected.packed(rejection));
          });
    }
  }

  /**
   * Splits files into ranges of row groups that are read together, large enough for a device to have many readings in
   * each.
   */
  private static final class RowGroupsFn extends DoFn<String, KV<String, OffsetRange>> {
    private static final long serialVersionUID = 1;

    private final long rowsTogether;

    RowGroupsFn(long rowsTogether) {
      this.rowsTogether = rowsTogether;
    }

    @ProcessElement
    public void split(@Element String path, OutputReceiver<KV<String, OffsetRange>> out) {
      try (var file = ReadingReader.open(ChannelInputFile.at(path), path)) {
        var from = 0;
        var rows = 0L;
        for (var group = 0; group < file.groups(); group++) {
          rows += file.rows(group);
          if (rows >= rowsTogether || group + 1 == file.groups()) {
            out.output(KV.of(path, new OffsetRange(from, group + 1)));
            from = group + 1;
            rows = 0;
          }
        }
      }
    }
  }

  private static final class ReadReadingsFn extends DoFn<KV<String, OffsetRange>, KV<String, DeviceEvent>> {
    private static final long serialVersionUID = 1;

    private final Rules rules;
    private final Counter readings = Counters.readings();

    ReadReadingsFn(Rules rules) {
      this.rules = rules;
    }

    @ProcessElement
    public void read(@Element KV<String, OffsetRange> groups, MultiOutputReceiver out) {
      var path = groups.getKey();
      var blocks = new BlockOutput(rules, Arrival.IN_TIME, out, READINGS, REJECTED);
      try (var file = ReadingReader.open(ChannelInputFile.at(path), path)) {
        for (var group = groups.getValue().getFrom(); group < groups.getValue().getTo(); group++) {
          file.read(Math.toIntExact(group), blocks.former().readings(), blocks::reject);
          readings.inc(file.rows(Math.toIntExact(group)));
        }
      }
      blocks.flush();
    }
  }
}
