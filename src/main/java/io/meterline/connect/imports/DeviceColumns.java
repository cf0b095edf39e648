package io.meterline.connect.imports;

import io.meterline.model.log.Reading;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** The readings of one device, in columns: 20 bytes a reading. */
final class DeviceColumns {
  private static final int INITIAL_CAPACITY = 8;

  private long[] at = new long[INITIAL_CAPACITY];
  private int[] seconds = new int[INITIAL_CAPACITY];
  private long[] energy = new long[INITIAL_CAPACITY];
  private final BitSet logged = new BitSet();
  private BitSet unusable = new BitSet();
  private int size;
  private boolean isSorted = true;

  /** Adds a reading, before {@link #sort}. */
  void add(Reading reading) {
    if (size == at.length) {
      var room = size + size / 2;
      at = Arrays.copyOf(at, room);
      seconds = Arrays.copyOf(seconds, room);
      energy = Arrays.copyOf(energy, room);
    }
    isSorted &= size == 0 || at[size - 1] <= reading.atMillis();
    at[size] = reading.atMillis();
    seconds[size] = reading.seconds();
    energy[size] = reading.milliwattHours();
    size++;
  }

  /** As {@link #add}, of a reading that a run would reject. */
  void addUnusable(Reading reading) {
    unusable.set(size);
    add(reading);
  }

  /** Whether a run would reject a row. */
  boolean isUnusable(int row) {
    return unusable.get(row);
  }

  /** Sorts by start. Readings with the same start stay in the order in which they were added. */
  void sort() {
    if (isSorted) {
      return;
    }
    var order = order();
    at = Arrays.stream(order).mapToLong(i -> at[i]).toArray();
    seconds = Arrays.stream(order).map(i -> seconds[i]).toArray();
    energy = Arrays.stream(order).mapToLong(i -> energy[i]).toArray();
    var before = unusable;
    unusable = new BitSet();
    IntStream.range(0, size).filter(row -> before.get(order[row])).forEach(unusable::set);
    isSorted = true;
  }

  /** The rows in order of start: a stable merge sort, of runs that double in length. */
  private int[] order() {
    var from = new int[size];
    Arrays.setAll(from, i -> i);
    var to = new int[size];
    for (var run = 1L; run < size; run *= 2) {
      for (var start = 0L; start < size; start += 2 * run) {
        merge(from, to, (int) start, (int) Math.min(start + run, size), (int) Math.min(start + 2 * run, size));
      }
      var sorted = to;
      to = from;
      from = sorted;
    }
    return from;
  }

  private void merge(int[] from, int[] to, int start, int middle, int end) {
    var left = start;
    var right = middle;
    for (var i = start; i < end; i++) {
      var isLeft = left < middle && (right == end || at[from[left]] <= at[from[right]]);
      to[i] = isLeft ? from[left++] : from[right++];
    }
  }

  int size() {
    return size;
  }

  long at(int row) {
    return at[row];
  }

  int seconds(int row) {
    return seconds[row];
  }

  long energy(int row) {
    return energy[row];
  }

  /** The end of the interval; its start, if its length is not above 0. */
  long end(int row) {
    return at[row] + Math.max(0, seconds[row]) * 1000L;
  }

  /** The first row that does not start before a time; {@link #size()} if there is none. Sorted. */
  int firstFrom(long time) {
    var low = 0;
    var high = size;
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (at[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Marks every reading that is equal to one of the log. */
  void markLogged(long start, int length, long milliwattHours) {
    for (var row = firstFrom(start); row < size && at[row] == start; row++) {
      if (seconds[row] == length && energy[row] == milliwattHours) {
        logged.set(row);
      }
    }
  }

  /** Whether a row was marked. */
  boolean isLogged(int row) {
    return logged.get(row);
  }

  /** Whether a reading, which is one of these, was marked. */
  boolean isLogged(long start, int length, long milliwattHours) {
    for (var row = firstFrom(start); row < size && at[row] == start; row++) {
      if (seconds[row] == length && energy[row] == milliwattHours) {
        return logged.get(row);
      }
    }
    return false;
  }

  /** The number of rows that were marked. */
  int countLogged() {
    return logged.cardinality();
  }
}
