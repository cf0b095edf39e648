package io.meterline.pipeline;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.view.PackedRows;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * The log as it comes out of a source, in the global window.
 *
 * @param readings blocks of readings, by device, each at the last moment of its window
 * @param changes settings changes as they were logged
 * @param rejected rows for the readings that cannot be used and the settings changes that cannot be read
 */
public record Log(
    PCollection<KV<String, DeviceEvent>> readings, PCollection<LoggedChange> changes, PCollectionList<PackedRows> rejected) {

  /** Reads a log, live or at rest. */
  @FunctionalInterface
  public interface Source {
    Log read(Pipeline pipeline, Rules rules);
  }
}
