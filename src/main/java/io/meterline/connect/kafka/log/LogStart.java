package io.meterline.connect.kafka.log;

import io.meterline.engine.device.Snapshot;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Where a live run starts, if not with the first reading: from snapshots of the devices. The settings are read from the first.
 *
 * @param rules identifies what the snapshots that the run writes depend on; must be the same when the run resumes
 * @param readings the offset of the first reading that is read, by partition; 0 for others
 * @param snapshots the snapshots of the devices
 */
public record LogStart(String rules, Map<Integer, Long> readings, Snapshots snapshots) {
  /** Reads the snapshots. */
  @FunctionalInterface
  public interface Snapshots {
    /** One snapshot of each device that has readings before those that are read, all of the same time. */
    PCollection<KV<String, Snapshot>> read(Pipeline pipeline);
  }
}
