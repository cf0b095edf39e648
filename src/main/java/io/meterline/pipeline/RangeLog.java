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
 * @param round whether this is the first run for the added events
 */
public record RangeLog(Log before, Log after, PCollection<KV<String, RangeStart>> starts, Round round) {
  /** The runs of a range replay. */
  public enum Round {
    /** The run that reads all added events. */
    FIRST,
    /** A further run for devices whose states still differed at the end of their range. Rejections have been output before. */
    REST
  }

  /** Reads the log of a range replay. */
  @FunctionalInterface
  public interface Source {
    RangeLog read(Pipeline pipeline, Rules rules);
  }
}
