package io.meterline.connect.archive;

import io.meterline.connect.versions.BaseSnapshots;
import io.meterline.engine.device.RangeStart;
import io.meterline.engine.range.RangePlan;
import io.meterline.model.view.Bytes;
import io.meterline.pipeline.Coders;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Starts each device from its snapshot in the plan, or without any reading if it has none, with the same state for the log as it was
 * and as it is.
 *
 * @param snapshots the snapshots of the base
 */
public record SnapshotStarts(BaseSnapshots snapshots) implements RangeStarts {
  @Override
  public PCollection<KV<String, RangeStart>> read(Pipeline pipeline, RangePlan plan) {
    var coder = KvCoder.of(StringUtf8Coder.of(), Coders.of(new RangeStart.Format()));
    var empty =
        pipeline
            .apply("Plan", Impulse.create())
            .apply("Start empty", ParDo.of(new EmptyFn(plan)))
            .setCoder(coder);
    var files = new TreeSet<String>();
    plan.forEach((device, range) -> range.snapshot().ifPresent(time -> files.add(snapshots.fileOf(device, time))));
    var started =
        pipeline
            .apply("Snapshot files", Create.of(files).withCoder(StringUtf8Coder.of()))
            .apply("Spread snapshot files", Reshuffle.viaRandomKey())
            .apply("Read snapshots", ParDo.of(new ReadFn(snapshots, plan)))
            .setCoder(coder);
    return PCollectionList.of(empty).and(started).apply("All starts", Flatten.pCollections());
  }

  /** Outputs the devices that start without a snapshot. */
  private static final class EmptyFn extends DoFn<byte[], KV<String, RangeStart>> {
    private static final long serialVersionUID = 1;

    private final RangePlan plan;

    EmptyFn(RangePlan plan) {
      this.plan = plan;
    }

    @ProcessElement
    public void start(OutputReceiver<KV<String, RangeStart>> out) {
      plan.forEach(
          (device, range) -> {
            if (range.snapshot().isEmpty()) {
              out.output(KV.of(device, new RangeStart(Optional.empty(), range.until())));
            }
          });
    }
  }

  private static final class ReadFn extends DoFn<String, KV<String, RangeStart>> {
    private static final long serialVersionUID = 1;

    private final BaseSnapshots snapshots;
    private final RangePlan plan;

    ReadFn(BaseSnapshots snapshots, RangePlan plan) {
      this.snapshots = snapshots;
      this.plan = plan;
    }

    @ProcessElement
    public void read(@Element String file, OutputReceiver<KV<String, RangeStart>> out) {
      snapshots.read(file, this::isChosen, (device, state) -> out.output(KV.of(device, start(device, state))));
    }

    private boolean isChosen(String device, long time) {
      return plan.range(device).filter(range -> range.snapshot().equals(OptionalLong.of(time))).isPresent();
    }

    private RangeStart start(String device, Bytes state) {
      return new RangeStart(Optional.of(state), plan.range(device).orElseThrow().until());
    }
  }
}
