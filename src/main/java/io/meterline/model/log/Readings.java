package io.meterline.model.log;

import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * Readings of one device in columns, ordered by start, with distinct starts. A read-only view of shared arrays.
 */
public final class Readings implements Iterable<Reading> {
  private final long[] at;
  private final int[] seconds;
  private final long[] milliwattHours;
  private final int from;
  private final int to;

  /** A view of rows {@code from}, inclusive, to {@code to}, exclusive, of the columns. */
  public Readings(long[] at, int[] seconds, long[] milliwattHours, int from, int to) {
    this.at = at;
    this.seconds = seconds;
    this.milliwattHours = milliwattHours;
    this.from = from;
    this.to = to;
  }

  /** One reading. */
  public static Readings of(Reading reading) {
    return new Readings(
        new long[] {reading.atMillis()}, new int[] {reading.seconds()}, new long[] {reading.milliwattHours()}, 0, 1);
  }

  /** The number of readings. */
  public int size() {
    return to - from;
  }

  /** The readings with index {@code start}, inclusive, to {@code end}, exclusive. */
  public Readings part(int start, int end) {
    return new Readings(at, seconds, milliwattHours, from + start, from + end);
  }

  /**
   * The index of the first reading at or after index {@code start} that starts at {@code time} or later; {@link #size()} if
   * none.
   */
  public int firstFrom(long time, int start) {
    var i = from + start;
    while (i < to && at[i] < time) {
      i++;
    }
    return i - from;
  }

  /** Start of reading {@code i}, epoch milliseconds UTC. */
  public long at(int i) {
    return at[from + i];
  }

  /** Length of reading {@code i} in seconds. */
  public int seconds(int i) {
    return seconds[from + i];
  }

  /** Energy of reading {@code i} in milliwatt-hours. */
  public long milliwattHours(int i) {
    return milliwattHours[from + i];
  }

  /** End of reading {@code i}, exclusive, epoch milliseconds UTC. */
  public long end(int i) {
    return at[from + i] + seconds[from + i] * 1000L;
  }

  /** Reading {@code i}. */
  public Reading reading(int i) {
    return new Reading(at(i), seconds(i), milliwattHours(i));
  }

  @Override
  public Iterator<Reading> iterator() {
    return IntStream.range(0, size()).mapToObj(this::reading).iterator();
  }
}
