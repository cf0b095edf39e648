package io.meterline.pipeline;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.view.PackedRows;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * The log as output by a source, in the global window.
 *
 * @param readings blocks of readings, by device, with the last millisecond of their window as timestamp
 * @param changes settings changes as logged
 * @param rejected rows for invalid readings and for settings changes that cannot be parsed
 */
public record Log(
    PCollection<KV<String, DeviceEvent>> readings, PCollection<LoggedChange> changes, PCollectionList<PackedRows> rejected) {

  /** Reads a log, live or from an archive. */
  @FunctionalInterface
  public interface Source {
    Log read(Pipeline pipeline, Rules rules);
  }
}
