package io.meterline.connect.versions;

import io.meterline.connect.files.Folder;
import io.meterline.connect.parquet.OffsetRanges.Range;
import io.meterline.connect.versions.Target.WhenComplete;
import io.meterline.engine.analysis.Comparison;
import io.meterline.engine.device.SnapshotTimes;
import io.meterline.engine.device.Snapshots;
import io.meterline.model.log.Kind;
import io.meterline.model.log.Reason;
import io.meterline.model.time.DateRange;
import io.meterline.model.view.Bytes;
import io.meterline.model.view.Column.Type;
import io.meterline.model.view.GroupKey;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.Shard;
import io.meterline.model.view.View;
import io.meterline.pipeline.Coders;
import io.meterline.pipeline.MeterlinePipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;

/** Runs that only write the rows they are given, most of them without a pipeline. */
final class SmallViews {
  static final View DAYS = View.named("days").key("device", Type.STRING).key("date", Type.DATE).column("energy", Type.LONG).datedBy("date");
  static final View ALARMS = View.named("alarms").key("device", Type.STRING).key("date", Type.DATE).datedBy("date");
  static final List<View> VIEWS = List.of(DAYS, ALARMS, Comparison.COMPARISONS, Rejected.VIEW, Snapshots.VIEW);
  static final LocalDate MARCH = LocalDate.of(2024, 3, 1);

  private SmallViews() {}

  static Row day(String device, LocalDate date, long energy) {
    return DAYS.row(1, device, date, energy);
  }

  static Row alarm(String device, LocalDate date) {
    return ALARMS.row(2, device, date);
  }

  static Row comparison(String device, LocalDate date, long rank) {
    return Comparison.COMPARISONS.row(3, device, date, "flats", 10L, rank, 7L, 86_400L);
  }

  static Row rejected(int offset) {
    var at = Instant.parse("2024-03-05T00:00:00Z");
    return Rejected.VIEW.row(
        0, Kind.READING.name(), OptionalInt.of(0), OptionalLong.of(offset), Reason.SUPERSEDED.name(), "", Optional.of(at), "m1");
  }

  static Row snapshot(String device, LocalDate end, int state) {
    var time = end.atStartOfDay(ZoneOffset.UTC).toInstant();
    return Snapshots.VIEW.row(0, device, time, time.minusSeconds(60), Bytes.owning(new byte[] {1, 2, (byte) state}));
  }

  /** What a log of some length is. */
  static Provenance provenance(int files) {
    var names = IntStream.range(0, files).mapToObj(i -> new LogExtent.LogFile("readings/" + i + ".parquet", 100 + i, "f" + i)).toList();
    SortedMap<Integer, List<Range>> ranges = new TreeMap<>(Map.of(0, List.of(new Range(0, files))));
    var extent = new LogExtent(names, new TreeMap<>(Map.of(Kind.READING, ranges)));
    return new Provenance(extent, SnapshotTimes.every(Duration.ofDays(1)));
  }

  /** Writes all rows of a version, and publishes it. */
  static void write(Folder views, String name, String mark, DateRange dates, List<Row> rows) {
    try (var version = Versions.begin(views, Optional.of(name), SmallRun.recipe(mark), VIEWS)) {
      var shards = new TreeMap<String, Shard>();
      packed(rows, List.of()).forEach(some -> shards.computeIfAbsent(file(some), any -> new Shard(some.viewIn(VIEWS).orElseThrow())).add(some));
      var written = new TreeMap<String, Long>();
      shards.forEach(
          (file, shard) -> {
            var table = shard.inOrder(file.startsWith(Snapshots.VIEW.name()) ? DateRange.ALL : dates);
            if (table.size() > 0) {
              ParquetViews.writeFile(version.folder().path(file), table);
              written.put(file, (long) table.size());
            }
          });
      Versions.at(views).complete(name, SmallRun.recipe(mark), provenance(mark.length()), written, VIEWS);
      Versions.at(views).publish(name, 10);
    }
  }

  /** As {@link #write}, with a pipeline. */
  static void writeInPipeline(Folder views, String name, String mark, DateRange dates, List<Row> rows) {
    var target = new Target(views, Optional.of(name), WhenComplete.PUBLISH, 10);
    try (var version = Versions.begin(views, target.as(), SmallRun.recipe(mark), VIEWS)) {
      var folder = version.folder().location();
      inPipeline(new VersionViews(target, folder, name, SmallRun.recipe(mark), provenance(mark.length()), dates), new Changes(rows, List.of()));
    }
  }

  /** Changes of the rows of a version. */
  record Changes(List<Row> rows, List<Row> deleted) {}

  /** Writes a version as changes of another one, in rounds, and publishes it. */
  static ViewFiles amend(Folder views, String base, String name, String mark, DateRange dates, Changes... rounds) {
    try (var version = Versions.begin(views, Optional.of(name), SmallRun.recipe(mark), VIEWS)) {
      var versions = Versions.at(views);
      if (version.work() == InProgressVersion.Work.COMPLETE_ALREADY) {
        versions.publish(name, 10);
        return versions.base(name).files();
      }
      var round = AmendedVersion.of(versions.base(base), version, dates);
      for (var i = 0; i < rounds.length; i++) {
        round = i == 0 ? round : round.next();
        run(round, rounds[i]);
      }
      var written = round.written();
      versions.complete(name, SmallRun.recipe(mark), provenance(mark.length()), written, VIEWS);
      versions.publish(name, 10);
      return written;
    }
  }

  /** Writes the changes of a round. */
  static void run(AmendedVersion round, Changes changes) {
    var files = new TreeMap<String, List<PackedRows>>();
    packed(changes.rows, changes.deleted).forEach(some -> files.computeIfAbsent(file(some), any -> new ArrayList<>()).add(some));
    var written = new TreeMap<String, Long>();
    var fn = round.amendFile(VIEWS);
    files.forEach((file, some) -> fn.amend(KV.of(file, some)).ifPresent(each -> written.put(each.getKey(), each.getValue())));
    round.note(written);
  }

  /** Writes changes in a pipeline, and returns its counters by name. */
  static Map<String, Long> inPipeline(MeterlinePipeline.Sink sink, Changes changes) {
    var pipeline = Pipeline.create();
    sink.write(pipeline.apply(Create.of(packed(changes.rows, changes.deleted)).withCoder(Coders.rows())), VIEWS);
    var result = pipeline.run();
    result.waitUntilFinish();
    var counts = new TreeMap<String, Long>();
    result.metrics().allMetrics().getCounters().forEach(counter -> counts.merge(counter.getName().getName(), counter.getAttempted(), Long::sum));
    return counts;
  }

  private static String file(PackedRows rows) {
    return ParquetViews.file(rows.groupKey());
  }

  private static List<PackedRows> packed(List<Row> rows, List<Row> deleted) {
    var packing = new PackedRows.Packing(GroupKey::ofShard);
    rows.forEach(packing::row);
    deleted.forEach(packing::deleted);
    return packing.packed();
  }

  /** Every file of a version, its manifest included, in hexadecimal digits. */
  static SortedMap<String, String> bytes(Folder version) {
    var bytes = new TreeMap<String, String>();
    try {
      for (var file : version.files()) {
        try (var in = Channels.newInputStream(version.open(file.name()))) {
          bytes.put(file.name(), HexFormat.of().formatHex(in.readAllBytes()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  /** Some rows without others, and with more. */
  static List<Row> without(List<Row> rows, List<Row> less, List<Row> more) {
    var some = new ArrayList<>(rows);
    less.forEach(some::remove);
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
