package io.meterline.connect.archive;

import io.meterline.engine.device.RangeStart;
import io.meterline.engine.range.RangePlan;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Reads what the analyses knew of each affected device at the start of its range. */
@FunctionalInterface
public interface RangeStarts {
  /** Reads exactly one start for each affected device of a plan. */
  PCollection<KV<String, RangeStart>> read(Pipeline pipeline, RangePlan plan);
}
