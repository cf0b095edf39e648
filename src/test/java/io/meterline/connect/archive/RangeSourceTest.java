package io.meterline.connect.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.connect.archive.LogDelta.Compared;
import io.meterline.engine.block.PackedBlocks;
import io.meterline.engine.device.RangeStart;
import io.meterline.engine.range.RangePlan;
import io.meterline.engine.range.RangePlanner;
import io.meterline.engine.range.SettingsDifference;
import io.meterline.engine.range.SnapshotIndex;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;
import io.meterline.oracle.InForceOracle;
import io.meterline.oracle.Log;
import io.meterline.oracle.LogBuilder;
import io.meterline.pipeline.Coders;
import io.meterline.pipeline.Counters;
import io.meterline.pipeline.DeviceEvent;
import io.meterline.pipeline.RangeLog;
import io.meterline.pipeline.RangeLog.Round;
import io.meterline.pipeline.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That exactly the readings in ranges are read, as the log was and as it is, and exactly the changes that matter. */
class RangeSourceTest {
  private static final Windows PERIODS = Windows.of(Duration.ofDays(1));
  private static final Rules RULES = new Rules(Known.NOW, Duration.ZERO, PERIODS);
  private static final int DAYS = 20;
  private static final String THRESHOLD = "everyone alert.threshold.watts 5";

  @TempDir Path temp;
  private final LogBuilder base = new LogBuilder();
  private final LogBuilder added = new LogBuilder();

  /** A reading of A, B and C at every noon from 1 to 20 March, and settings of A, B and everyone. */
  @BeforeEach
  void makeBase() {
    for (var day = 1; day <= DAYS; day++) {
      for (var device : List.of("A", "B", "C")) {
        base.reading(device, noon(day), 1800, day);
      }
    }
    base.set("device:A", "plan", "day").set("device:B", "plan", "night").set("everyone", "alert.threshold.watts", "5");
  }

  @Test
  void ofADeviceWithAnotherSettingTheRangeIsReadAndOfOthersNothing() throws IOException {
    added.change("device:A", "alert.threshold.watts", "SET", "6", "2013-03-05T00:00:00Z");
    added.change("device:A", "alert.threshold.watts", "CLEAR", "", "2013-03-07T00:00:00Z");
    var read = read(List.of());
    // 5 and 6 March differ; three days later the day of 9 March is closed.
    var range = List.of("A 5", "A 6", "A 7", "A 8", "A 9");
    read.isRead(range, range);
    read.isChanged(List.of("A plan day", THRESHOLD), "A alert.threshold.watts 6", "A alert.threshold.watts CLEAR");
    assertEquals(List.of("A"), read.devices());
    read.run();
  }

  @Test
  void addedReadingsAreReadAsTheLogIsAndNotAsItWas() throws IOException {
    added.reading("A", "2013-03-19T18:00:00Z", 1800, 77).reading("D", "2013-03-02T18:00:00Z", 1800, 88);
    var read = read(List.of());
    read.isRead(List.of("A 20"), List.of("A 20", "A 77", "D 88"));
    read.isChanged(List.of("A plan day", THRESHOLD));
    assertEquals(List.of("A", "D"), read.devices());
    read.run();
  }

  @Test
  void onlyAddedEventsAreRejectedAndOnlyInTheFirstRound() throws IOException {
    base.reading("A", "2013-03-19T18:00:00Z", 0, 66);
    added.reading("A", "2013-03-19T18:00:00Z", 0, 77).reading("E", "2013-03-19T18:00:00Z", 0, 88);
    added.change("device:A", "alert.threshold.watts", "SET", "6", "2013-03-05T00:00:00Z");
    added.change("device:A", "alert.threshold.watts", "CLEAR", "", "2013-03-07T00:00:00Z");
    var first = read(List.of());
    first.isRejected("BAD_SECONDS A", "BAD_SECONDS E");
    first.run();

    var from = first.plan.range("A").orElseThrow().from();
    var second = new Read(first, first.plan.toTheEnd(List.of("A")));
    var left = new ArrayList<String>();
    for (var day = Instant.ofEpochMilli(from).atOffset(ZoneOffset.UTC).getDayOfMonth(); day <= DAYS; day++) {
      left.add("A " + day);
    }
    second.isRead(left, left);
    second.isRejected();
    second.run();
  }

  @Test
  void changesOfADeviceThatIsNotAffectedAreReadIfSomeWereAddedAndInvalidOnesAlways() throws IOException {
    added.change("device:B", "plan", "SET", "night", "2013-03-05T00:00:00Z");
    added.change("device:X", "alert.threshold.watts", "ADD", "1", "2013-03-05T00:00:00Z");
    added.change("device:C", "alert.threshold.watts", "SET", "high", "2013-03-05T00:00:00Z");
    var read = read(List.of());
    read.isRead(List.of(), List.of());
    read.isChanged(List.of("B plan night", THRESHOLD), "B plan night", "X alert.threshold.watts 1", "C alert.threshold.watts high");
    assertEquals(List.of(), read.devices());
    read.run();
  }

  @Test
  void changesThatAreOnlyPlannedAreTakenAsAdded() throws IOException {
    var planned =
        new LogBuilder().change("plan:night", "alert.threshold.watts", "SET", "6", "2013-03-18T00:00:00Z").build().changes();
    var read = read(planned);
    var range = List.of("B 18", "B 19", "B 20");
    read.isRead(range, range);
    read.isChanged(List.of("B plan night", THRESHOLD), "plan:night alert.threshold.watts 6");
    read.run();
  }

  @Test
  void filesWithoutReadingsInARangeOrOfOtherDevicesAreNotDecoded() throws IOException {
    var growing = GrowingArchive.of(temp.resolve("log"), base.build());
    var others = new LogBuilder();
    var early = new LogBuilder();
    for (var i = 0; i < 1000; i++) {
      others.reading("other-" + i % 10, noon(20), 1800, i);
      early.reading("A", "2013-02-01T12:00:00Z", 1800, i);
    }
    growing.add("others", others.build()).add("early", early.build());
    added.change("device:A", "alert.threshold.watts", "SET", "6", "2013-03-19T00:00:00Z");
    var read = new Read(growing, base.build(), List.of());
    read.isRead(List.of("A 19", "A 20"), List.of("A 19", "A 20"));
    assertEquals(3 * DAYS, read.run());
  }

  private static String noon(int day) {
    return String.format("2013-03-%02dT12:00:00Z", day);
  }

  private Read read(List<LoggedChange> planned) throws IOException {
    return new Read(GrowingArchive.of(temp.resolve("log"), base.build()), base.build(), planned);
  }

  /** A range replay's reading of the archive of the base and what was added. */
  private final class Read {
    private final Pipeline pipeline;
    private final LogDelta delta;
    private final SnapshotIndex index;
    private final RangePlan plan;
    private final RangeLog log;

    Read(GrowingArchive base, Log all, List<LoggedChange> planned) throws IOException {
      var before = base.archive().extent();
      this.delta = ((Compared.Grown) LogDelta.between(before, base.add("later", added.build()).archive())).delta();
      this.index = index(all);
      var difference = new SettingsDifference.Builder(RULES.changes());
      delta.readChanges(difference::before, difference::added);
      planned.forEach(difference::added);
      this.plan = new RangePlanner(index, PERIODS).plan(difference.build(), delta.addedReadings(RULES.readings()));
      this.pipeline = Pipeline.create(PipelineOptionsFactory.create());
      this.log = new RangeSource(delta, plan, RangeSourceTest::noStarts, planned, Round.FIRST).read(pipeline, RULES);
    }

    /** What is left to read after a first round. */
    Read(Read first, RangePlan rest) {
      this.delta = first.delta;
      this.index = first.index;
      this.plan = rest;
      this.pipeline = Pipeline.create(PipelineOptionsFactory.create());
      this.log = new RangeSource(delta, plan, RangeSourceTest::noStarts, List.of(), Round.REST).read(pipeline, RULES);
    }

    List<String> devices() {
      var devices = new ArrayList<String>();
      plan.forEach((device, range) -> devices.add(device));
      return devices;
    }

    /** The readings of the log as it was, and as it is. */
    void isRead(List<String> before, List<String> after) {
      PAssert.that(texts(log.before().readings())).containsInAnyOrder(before);
      PAssert.that(texts(log.after().readings())).containsInAnyOrder(after);
    }

    /** The changes that the log had, and those that were added. */
    void isChanged(List<String> before, String... some) {
      PAssert.that(changes(log.before().changes())).containsInAnyOrder(before);
      var all = new ArrayList<>(before);
      all.addAll(List.of(some));
      PAssert.that(changes(log.after().changes())).containsInAnyOrder(all);
    }

    void isRejected(String... some) {
      assertEquals(0, log.before().rejected().size());
      PAssert.that(rejections(log.after().rejected())).containsInAnyOrder(some);
    }

    private PCollection<String> rejections(PCollectionList<PackedRows> rejected) {
      var none = pipeline.apply("None", Create.empty(Coders.rows()));
      return rejected
          .and(none)
          .apply("Rejected", Flatten.pCollections())
          .apply("Reasons", FlatMapElements.into(TypeDescriptors.strings()).via(RangeSourceTest::reasons));
    }

    /** Runs the pipeline, and returns the number of readings decoded. */
    long run() {
      var result = pipeline.run();
      result.waitUntilFinish();
      var filter = MetricNameFilter.named(Counters.NAMESPACE, Counters.READINGS);
      var counters = result.metrics().queryMetrics(MetricsFilter.builder().addNameFilter(filter).build()).getCounters();
      var readings = 0L;
      for (var counter : counters) {
        readings += counter.getAttempted();
      }
      return readings;
    }
  }

  private static PCollection<KV<String, RangeStart>> noStarts(Pipeline pipeline, RangePlan plan) {
    return pipeline.apply(
        "No starts", Create.empty(KvCoder.of(StringUtf8Coder.of(), Coders.of(new RangeStart.Format()))));
  }

  private static SnapshotIndex index(Log log) {
    var index = new SnapshotIndex();
    InForceOracle.starts(log.readings(), RULES.known(), RULES.lateness())
        .forEach(
            (device, starts) -> {
              var rows = new TreeMap<Long, Long>();
              starts.forEach(at -> rows.merge(PERIODS.endOf(at), at, Math::max));
              rows.forEach((time, last) -> index.add(device, time, last));
            });
    return index;
  }

  private static PCollection<String> texts(PCollection<KV<String, DeviceEvent>> readings) {
    return readings.apply(FlatMapElements.into(TypeDescriptors.strings()).via(RangeSourceTest::texts));
  }

  private static List<String> texts(KV<String, DeviceEvent> device) {
    var texts = new ArrayList<String>();
    device
        .getValue()
        .take(
            block ->
                new PackedBlocks(List.of(block))
                    .readings()
                    .forEach(reading -> texts.add(device.getKey() + " " + reading.milliwattHours())),
            change -> texts.add(change.toString()));
    return texts;
  }

  private static PCollection<String> changes(PCollection<LoggedChange> changes) {
    return changes.apply(FlatMapElements.into(TypeDescriptors.strings()).via(change -> List.of(text(change))));
  }

  private static String text(LoggedChange change) {
    var value = change.op().equals("CLEAR") ? change.op() : change.value();
    return change.scope().replace("device:", "") + " " + change.name() + " " + value;
  }

  private static List<String> reasons(PackedRows rows) {
    var texts = new ArrayList<String>();
    rows.emitTo(
        Rejected.VIEW,
        new RowChanges() {
          @Override
          public void row(Row row) {
            texts.add(Rejected.reason(row) + " " + device(row.find("content").orElseThrow().toString()));
          }

          @Override
          public void deleted(Row row) {
            texts.add("deleted " + row);
          }
        });
    return texts;
  }

  private static String device(String content) {
    return content.replaceFirst(".*\"device\":\"([^\"]*)\".*", "$1");
  }
}
