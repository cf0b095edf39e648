package io.meterline.pipeline;

import io.meterline.engine.device.Snapshot;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.view.PackedRows;
import java.util.Optional;
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
 * @param snapshots what is known of devices before the first of their readings here; empty if the readings start with the first of
 *     the log
 */
public record Log(
    PCollection<KV<String, DeviceEvent>> readings,
    PCollection<LoggedChange> changes,
    PCollectionList<PackedRows> rejected,
    Optional<PCollection<KV<String, Snapshot>>> snapshots) {

  /** A log from its beginning. */
  public Log(
      PCollection<KV<String, DeviceEvent>> readings, PCollection<LoggedChange> changes, PCollectionList<PackedRows> rejected) {
    this(readings, changes, rejected, Optional.empty());
  }

  /** Reads a log, live or from an archive. */
  @FunctionalInterface
  public interface Source {
    Log read(Pipeline pipeline, Rules rules);
  }
}
