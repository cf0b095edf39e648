package io.meterline.engine.block;

import io.meterline.model.settings.Timeline;
import java.util.List;

/**
 * The readings of a device that arrive in a window, with the device's own settings over the time they span.
 *
 * @param window the start of the window, epoch milliseconds UTC
 * @param readings the readings, in one or more blocks
 * @param own the device's own settings from the earliest reading to the end of the window
 */
public record PairedBlock(long window, List<PackedBlock> readings, Timeline own) {
  /** The start of the earliest reading of one or more blocks, epoch milliseconds UTC. */
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
