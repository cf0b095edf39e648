package io.meterline.pipeline;

import io.meterline.engine.device.RangeStart;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * What a range replay reads: of the devices whose rows may differ, the readings of the ranges in which they may.
 *
 * @param before the log as it was: the readings of the affected devices in their ranges, their own changes, all shared changes;
 *     no rejections
 * @param after the log as it is now: the same with the events added since; the rejections are those of added events
 * @param starts exactly one element for each affected device
 */
public record RangeLog(Log before, Log after, PCollection<KV<String, RangeStart>> starts) {
  /** Reads the log of a range replay. */
  @FunctionalInterface
  public interface Source {
    RangeLog read(Pipeline pipeline, Rules rules);
  }
}
