package io.meterline.engine.block;

import io.meterline.model.log.ReadingColumns;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** Readings grouped by device; those of one device keep their order. */
final class ByDevice {
  private static final int UNUSED = -1;

  /** The start index of each device, followed by the end of the last one. */
  private final int[] starts;

  private final Block all;

  private ByDevice(int[] starts, Block all) {
    this.starts = starts;
    this.all = all;
  }

  /**
   * Groups readings by device.
   *
   * @param used which readings to include; called once for each, in order
   */
  static ByDevice of(ReadingColumns readings, IntPredicate used) {
    var size = readings.size();
    var places = places(readings, used);
    var starts = new int[readings.devices() + 1];
    for (var i = 0; i < size; i++) {
      if (places[i] != UNUSED) {
        starts[places[i] + 1]++;
      }
    }
    for (var device = 1; device < starts.length; device++) {
      starts[device] += starts[device - 1];
    }
    var next = Arrays.copyOf(starts, starts.length);
    // Replaces the device of each reading by its index in the grouped columns.
    for (var i = 0; i < size; i++) {
      if (places[i] != UNUSED) {
        places[i] = next[places[i]]++;
      }
    }
    var count = starts[starts.length - 1];
    var all =
        new Block(
            count,
            put(readings.at(), places, size, count),
            put(readings.seconds(), places, size, count),
            put(readings.milliwattHours(), places, size, count),
            put(readings.loggedAt(), places, size, count),
            put(readings.partition(), places, size, count),
            put(readings.offset(), places, size, count));
    return new ByDevice(starts, all);
  }

  /** All readings that are used, grouped by device. */
  Block all() {
    return all;
  }

  /** The start index of the readings of a device. */
  int start(int device) {
    return starts[device];
  }

  /** The end index of the readings of a device, exclusive. */
  int end(int device) {
    return starts[device + 1];
  }

  /** The device of each reading, or {@link #UNUSED}. */
  private static int[] places(ReadingColumns readings, IntPredicate used) {
    var places = Arrays.copyOf(readings.device(), readings.size());
    for (var i = 0; i < places.length; i++) {
      if (!used.test(i)) {
        places[i] = UNUSED;
      }
    }
    return places;
  }

  private static long[] put(long[] column, int[] places, int size, int count) {
    var placed = new long[count];
    for (var i = 0; i < size; i++) {
      if (places[i] != UNUSED) {
        placed[places[i]] = column[i];
      }
    }
    return placed;
  }

  private static int[] put(int[] column, int[] places, int size, int count) {
    var placed = new int[count];
    // Lengths and partitions are usually all equal, which is fast to check.
    if (size > 0 && Arrays.mismatch(column, 0, size - 1, column, 1, size) < 0) {
      Arrays.fill(placed, column[0]);
      return placed;
    }
    for (var i = 0; i < size; i++) {
      if (places[i] != UNUSED) {
        placed[places[i]] = column[i];
      }
    }
    return placed;
  }
}
