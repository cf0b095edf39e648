package io.meterline.exact;

import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.block.BlockFormer;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.oracle.Views;
import io.meterline.pipeline.Coders;
import io.meterline.pipeline.ComparisonsInOrder;
import io.meterline.pipeline.DeviceEvent;
import io.meterline.pipeline.Log;
import io.meterline.pipeline.MeterlinePipeline;
import io.meterline.pipeline.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/** The pipeline on the Direct runner, with a {@link TestStream} that controls arrivals and watermark. */
final class LiveBeamRun {
  /** The rows written by each run. Static, because a runner serializes a sink, so it cannot hold them itself. */
  private static final Map<Long, ConcurrentLinkedQueue<PackedRows>> WRITTEN = new ConcurrentHashMap<>();

  private static final AtomicLong RUNS = new AtomicLong();

  private final LiveScenario scenario;
  private final Rules rules;

  private LiveBeamRun(LiveScenario scenario) {
    this.scenario = scenario;
    this.rules = scenario.rules();
  }

  static Views of(LiveScenario scenario) {
    return new LiveBeamRun(scenario).run();
  }

  private Views run() {
    var id = RUNS.incrementAndGet();
    WRITTEN.put(id, new ConcurrentLinkedQueue<>());
    var options =
        PipelineOptionsFactory.fromArgs("--runner=DirectRunner", "--targetParallelism=1", "--enforceImmutability=false")
            .create();
    var pipeline = Pipeline.create(options);
    var analyses = Analyses.standard();
    MeterlinePipeline.build(
        pipeline,
        this::source,
        rules,
        analyses,
        (rows, views) -> rows.apply("In order", new ComparisonsInOrder(rules)).apply("Write", ParDo.of(new WriteFn(id))));
    pipeline.run().waitUntilFinish();
    var topics = new Topics();
    WRITTEN.remove(id).forEach(rows -> rows.viewIn(analyses.views()).ifPresent(view -> rows.emitTo(view, topics)));
    return topics.views();
  }

  /** Builds the streams in the order of the arrivals. */
  private Log source(Pipeline pipeline, Rules same) {
    var readings = TestStream.create(Coders.deviceEvents());
    var rejected = TestStream.create(Coders.rows());
    var changes = TestStream.create(Coders.loggedChange());
    var arrivals = scenario.arrivals(0);
    var watermark = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();
    while (!arrivals.isOver()) {
      var burst = arrivals.next();
      var rejections = new ArrayList<TimestampedValue<PackedRows>>();
      for (var event : blocks(burst, watermark, rejections)) {
        readings = readings.addElements(event);
      }
      for (var row : rejections) {
        rejected = rejected.addElements(row);
      }
      for (var change : burst.changes()) {
        changes = changes.addElements(TimestampedValue.of(change, at(change)));
      }
      var moved = Math.min(arrivals.watermark(), BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis() - 1);
      if (moved > watermark) {
        watermark = moved;
        readings = readings.advanceWatermarkTo(Instant.ofEpochMilli(watermark));
        changes = changes.advanceWatermarkTo(Instant.ofEpochMilli(watermark));
      }
    }
    return new Log(
        pipeline.apply("Readings", readings.advanceWatermarkToInfinity()),
        pipeline.apply("Changes", changes.advanceWatermarkToInfinity()),
        PCollectionList.of(pipeline.apply("Rejected", rejected.advanceWatermarkToInfinity())));
  }

  private static Instant at(LoggedChange change) {
    return Instant.ofEpochMilli(change.position().loggedAt().toEpochMilli());
  }

  private List<TimestampedValue<KV<String, DeviceEvent>>> blocks(
      Arrivals.Burst burst, long watermark, List<TimestampedValue<PackedRows>> rejections) {
    var events = new ArrayList<TimestampedValue<KV<String, DeviceEvent>>>();
    var arrival = scenario.arrival(watermark);
    var former =
        new BlockFormer(
            rules.windows(),
            arrival,
            rules.readings(),
            rejection ->
                rejections.add(
                    TimestampedValue.of(
                        Rejected.packed(rejection),
                        Instant.ofEpochMilli(rejection.loggedAt().orElseThrow().toEpochMilli()))));
    for (var logged : burst.readings()) {
      var reading = logged.reading();
      var position = logged.position();
      former.add(
          former.device(logged.device()),
          reading.atMillis(),
          reading.seconds(),
          reading.milliwattHours(),
          position.loggedAt().toEpochMilli(),
          position.partition(),
          position.offset());
    }
    former.flush(
        (device, block) ->
            events.add(
                TimestampedValue.of(
                    KV.of(device, new DeviceEvent.Readings(block)),
                    Instant.ofEpochMilli(rules.windows().lastOf(block.window())))));
    return events;
  }

  private static final class WriteFn extends DoFn<PackedRows, Void> {
    private static final long serialVersionUID = 1;

    private final long run;

    WriteFn(long run) {
      this.run = run;
    }

    @ProcessElement
    public void write(@Element PackedRows rows) {
      WRITTEN.get(run).add(rows);
    }
  }
}
