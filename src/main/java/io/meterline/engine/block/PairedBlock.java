package io.meterline.engine.block;

import io.meterline.model.settings.Timeline;
import java.util.List;

/**
 * The readings of a device that arrive in an epoch with what the device's own settings say over their time.
 *
 * @param epoch the start of the epoch, epoch milliseconds UTC
 * @param readings the readings, in one or more blocks
 * @param own the device's own settings from the earliest reading to the end of the epoch
 */
public record PairedBlock(long epoch, List<PackedBlock> readings, Timeline own) {
  /** The start of the earliest of some readings, of which there is at least one, epoch milliseconds UTC. */
  public static long earliest(List<PackedBlock> readings) {
    var earliest = readings.get(0).earliest();
    for (var block : readings) {
      earliest = Math.min(earliest, block.earliest());
    }
    return earliest;
  }

  /** The start of the earliest reading, epoch milliseconds UTC. */
  public long earliest() {
    return earliest(readings);
  }
}
