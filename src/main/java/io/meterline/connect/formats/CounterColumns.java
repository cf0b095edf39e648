package io.meterline.connect.formats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The reads of a counter, as columns of primitives. */
final class CounterColumns {
  private static final int FIRST_CAPACITY = 16;

  private long[] seconds = new long[FIRST_CAPACITY];
  private long[] energies = new long[FIRST_CAPACITY];
  private long[] lines = new long[FIRST_CAPACITY];
  private int count;
  private boolean isSorted = true;

  /**
   * Adds a read.
   *
   * @param second epoch seconds UTC
   * @param milliwattHours the state of the counter
   * @param line the line of the file
   */
  void add(long second, long milliwattHours, long line) {
    if (count == seconds.length) {
      var capacity = count + count / 2;
      seconds = Arrays.copyOf(seconds, capacity);
      energies = Arrays.copyOf(energies, capacity);
      lines = Arrays.copyOf(lines, capacity);
    }
    isSorted &= count == 0 || seconds[count - 1] <= second;
    seconds[count] = second;
    energies[count] = milliwattHours;
    lines[count++] = line;
  }

  /** Sorts the reads by time; reads of one time keep their order. */
  void sort() {
    if (!isSorted) {
      var unsorted = seconds;
      var order = IntStream.range(0, count).boxed().sorted(Comparator.comparingLong(i -> unsorted[i])).mapToInt(i -> i).toArray();
      seconds = inOrder(seconds, order);
      energies = inOrder(energies, order);
      lines = inOrder(lines, order);
      isSorted = true;
    }
  }

  private static long[] inOrder(long[] values, int[] order) {
    return Arrays.stream(order).mapToLong(i -> values[i]).toArray();
  }

  /** Moves a read to an earlier index; what was there is lost. */
  void move(int from, int to) {
    seconds[to] = seconds[from];
    energies[to] = energies[from];
    lines[to] = lines[from];
  }

  /** Keeps the first reads only. */
  void truncate(int newCount) {
    count = newCount;
  }

  int count() {
    return count;
  }

  /** When it was read, epoch seconds UTC. */
  long second(int read) {
    return seconds[read];
  }

  /** The state of the counter in milliwatt-hours. */
  long energy(int read) {
    return energies[read];
  }

  /** Its line in the file. */
  long line(int read) {
    return lines[read];
  }
}
