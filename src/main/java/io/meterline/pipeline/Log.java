package io.meterline.pipeline;

import io.meterline.block.Block;
import io.meterline.log.LoggedChange;
import io.meterline.view.Row;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * The log as it comes out of a source, in the global window.
 *
 * @param blocks readings that may be used, by device, each block at the start of its epoch
 * @param changes settings changes as they were logged
 * @param rejected rows for the events that the source could not use
 */
public record Log(
    PCollection<KV<String, Block>> blocks, PCollection<LoggedChange> changes, PCollection<Row> rejected) {

  /** Reads a log, live or at rest. */
  @FunctionalInterface
  public interface Source {
    Log read(Pipeline pipeline, Rules rules);
  }
}
