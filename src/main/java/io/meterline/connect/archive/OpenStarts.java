package io.meterline.connect.archive;

import io.meterline.connect.versions.BaseSnapshots;
import io.meterline.engine.device.RangeStart;
import io.meterline.engine.range.RangePlan;
import io.meterline.model.view.Bytes;
import io.meterline.pipeline.Coders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Starts each device from two snapshots: one of the log as it was, one of the log as it is. The states are in memory, so this is for the
 * devices whose states still differ at the end of their range, which are few.
 *
 * @param before the snapshots of the log as it was
 * @param planBefore which of them the devices start from
 * @param after the snapshots of the log as it is, up to the ends of the ranges
 * @param planAfter which of them the devices start from
 */
public record OpenStarts(BaseSnapshots before, RangePlan planBefore, BaseSnapshots after, RangePlan planAfter)
    implements RangeStarts {
  @Override
  public PCollection<KV<String, RangeStart>> read(Pipeline pipeline, RangePlan plan) {
    var statesBefore = states(before, planBefore);
    var statesAfter = states(after, planAfter);
    var starts = new ArrayList<KV<String, RangeStart>>();
    plan.forEach(
        (device, range) -> {
          var start =
              new RangeStart(
                  Optional.ofNullable(statesBefore.get(device)), Optional.ofNullable(statesAfter.get(device)), range.until());
          starts.add(KV.of(device, start));
        });
    return pipeline.apply("Open devices", Create.of(starts).withCoder(Coders.rangeStarts()));
  }

  private static Map<String, Bytes> states(BaseSnapshots snapshots, RangePlan plan) {
    var states = new HashMap<String, Bytes>();
    for (var file : snapshots.files()) {
      snapshots.read(
          file,
          (device, time) -> plan.range(device).filter(range -> range.snapshot().equals(OptionalLong.of(time))).isPresent(),
          states::put);
    }
    return states;
  }
}
