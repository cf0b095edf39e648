package io.meterline.pipeline;

import io.meterline.log.LoggedChange;
import io.meterline.view.PackedRows;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * The log as it comes out of a source, in the global window.
 *
 * @param readings by device: blocks, each at the last moment of its epoch, and records of the readings that cannot be used
 * @param changes settings changes as they were logged
 * @param rejected rows for the settings changes that cannot be read
 */
public record Log(
    PCollection<KV<String, DeviceEvent>> readings, PCollection<LoggedChange> changes, PCollection<PackedRows> rejected) {

  /** Reads a log, live or at rest. */
  @FunctionalInterface
  public interface Source {
    Log read(Pipeline pipeline, Rules rules);
  }
}
