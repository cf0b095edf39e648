package io.meterline.model.log;

import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * Readings of one device in the order of their start, each start once, in columns. Looks at arrays that others have too, and
 * changes none.
 */
public final class Readings implements Iterable<Reading> {
  private final long[] at;
  private final int[] seconds;
  private final long[] milliwattHours;
  private final int from;
  private final int to;

  /** The readings at the places {@code from} to {@code to}, exclusive, of some columns. */
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

  /** How many there are. */
  public int size() {
    return to - from;
  }

  /** The readings from {@code start} to {@code end}, exclusive. */
  public Readings part(int start, int end) {
    return new Readings(at, seconds, milliwattHours, from + start, from + end);
  }

  /** The first reading, not before {@code start}, that starts at {@code time} or later; {@link #size()} if none does. */
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

  /** Length of reading {@code i}. */
  public int seconds(int i) {
    return seconds[from + i];
  }

  /** Energy of reading {@code i}. */
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
