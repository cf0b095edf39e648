package io.meterline.engine.range;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** For each device, the times of its snapshots and of the last reading that each covers. */
public final class SnapshotIndex {
  private static final int PAIR = 2;

  private final Map<String, Rows> devices = new HashMap<>();

  /**
   * The snapshots of a device in order of time. Each is the end of a period in which the device has readings. Times in epoch
   * milliseconds UTC.
   */
  static final class Rows {
    static final Rows NONE = new Rows();

    /** Pairs of a time and the start of the last reading. */
    private long[] pairs = new long[PAIR];

    private int size;

    private void add(long time, long lastReading) {
      if (size * PAIR == pairs.length) {
        pairs = Arrays.copyOf(pairs, pairs.length * 2);
      }
      // They mostly come in order.
      var at = size;
      for (; at > 0 && time(at - 1) > time; at--) {
        pairs[at * PAIR] = pairs[(at - 1) * PAIR];
        pairs[at * PAIR + 1] = pairs[(at - 1) * PAIR + 1];
      }
      pairs[at * PAIR] = time;
      pairs[at * PAIR + 1] = lastReading;
      size++;
    }

    int size() {
      return size;
    }

    /** The end of the period. */
    long time(int row) {
      return pairs[row * PAIR];
    }

    /** The start of the last reading before the end of the period. */
    long lastReading(int row) {
      return pairs[row * PAIR + 1];
    }

    /** The first row whose last reading starts at or after a time; {@link #size} if there is none. */
    int firstWithReadingFrom(long from) {
      var low = 0;
      var high = size;
      while (low < high) {
        var middle = low + high >>> 1;
        if (lastReading(middle) >= from) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }

    /** The number of rows before the first whose time is at or after a time. */
    int before(long time) {
      var low = 0;
      var high = size;
      while (low < high) {
        var middle = low + high >>> 1;
        if (time(middle) >= time) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }
  }

  /**
   * Adds a snapshot. Snapshots may be added in any order, each once.
   *
   * @param time the end of its period, epoch milliseconds UTC
   * @param lastReading the start of the last reading that it covers, epoch milliseconds UTC
   */
  public void add(String device, long time, long lastReading) {
    devices.computeIfAbsent(device, any -> new Rows()).add(time, lastReading);
  }

  /** The devices with snapshots: all that have readings. */
  public Set<String> devices() {
    return devices.keySet();
  }

  Rows rows(String device) {
    return devices.getOrDefault(device, Rows.NONE);
  }
}
