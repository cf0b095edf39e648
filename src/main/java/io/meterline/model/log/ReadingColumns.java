package io.meterline.model.log;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Readings of many devices in columns, as stored in the log and not yet validated.
 *
 * <p>A column may be longer than {@link #size()}; values beyond that are undefined. Times are epoch milliseconds UTC. Arrays
 * are replaced when they grow, so fetch them again after adding readings. Not thread-safe.
 */
public final class ReadingColumns {
  /** Returned when the device is not the expected one. */
  public static final int UNEXPECTED = DeviceNames.UNEXPECTED;

  private static final int INITIAL_CAPACITY = 64;

  private final DeviceNames names = new DeviceNames();
  private int size;
  private int[] device = new int[INITIAL_CAPACITY];
  private long[] at = new long[INITIAL_CAPACITY];
  private int[] seconds = new int[INITIAL_CAPACITY];
  private long[] milliwattHours = new long[INITIAL_CAPACITY];
  private long[] loggedAt = new long[INITIAL_CAPACITY];
  private int[] partition = new int[INITIAL_CAPACITY];
  private long[] offset = new long[INITIAL_CAPACITY];

  /** The number of a device, valid until {@link #clear()}: 0 to {@link #devices()} - 1. */
  public int device(String name) {
    return names.number(name);
  }

  /**
   * A faster {@link #device(String)} for devices that repeat in the same order. Returns {@link #UNEXPECTED}, and changes
   * nothing, if the device is not the one that followed the previous device last time.
   *
   * @param utf8 the name; bytes after {@code length} are ignored
   * @param length the length of the name in bytes
   */
  public int expectedDevice(byte[] utf8, int length) {
    return names.expected(utf8, length);
  }

  /** Adds a reading. */
  public void add(
      int device, long at, int seconds, long milliwattHours, long loggedAt, int partition, long offset) {
    reserve(1);
    set(size++, device, at, seconds, milliwattHours, loggedAt, partition, offset);
  }

  /**
   * Writes a reading to a row.
   *
   * @param row within the capacity; it may be {@link #size()} or beyond
   */
  public void set(
      int row, int device, long at, int seconds, long milliwattHours, long loggedAt, int partition, long offset) {
    this.device[row] = device;
    this.at[row] = at;
    this.seconds[row] = seconds;
    this.milliwattHours[row] = milliwattHours;
    this.loggedAt[row] = loggedAt;
    this.partition[row] = partition;
    this.offset[row] = offset;
  }

  /** Reserves capacity for {@code more} readings, to be written to the columns from {@link #size()} on. */
  public void reserve(int more) {
    var least = Math.addExact(size, more);
    if (least <= device.length) {
      return;
    }
    var room = (int) Math.max(least, Math.min(device.length * 3L / 2, Integer.MAX_VALUE - 8));
    device = Arrays.copyOf(device, room);
    at = Arrays.copyOf(at, room);
    seconds = Arrays.copyOf(seconds, room);
    milliwattHours = Arrays.copyOf(milliwattHours, room);
    loggedAt = Arrays.copyOf(loggedAt, room);
    partition = Arrays.copyOf(partition, room);
    offset = Arrays.copyOf(offset, room);
  }

  /**
   * Adds the readings that were written to the columns from {@link #size()} on.
   *
   * @param more at most the reserved capacity
   */
  public void grow(int more) {
    if (more < 0 || more > device.length - size) {
      throw new IllegalArgumentException(more + " more readings exceed the reserved capacity");
    }
    size += more;
  }

  /**
   * Removes readings.
   *
   * @param from the first row that may be removed
   * @param kept whether to keep the reading of a row, given its number before any is removed
   */
  public void keep(int from, IntPredicate kept) {
    var to = from;
    for (var row = from; row < size; row++) {
      if (kept.test(row)) {
        if (to < row) {
          set(to, device[row], at[row], seconds[row], milliwattHours[row], loggedAt[row], partition[row], offset[row]);
        }
        to++;
      }
    }
    size = to;
  }

  /** Removes all readings and devices. */
  public void clear() {
    size = 0;
    names.clear();
  }

  /** The number of readings. */
  public int size() {
    return size;
  }

  /** The number of devices looked up, whether or not they have readings. */
  public int devices() {
    return names.size();
  }

  /** The name of a device, by its number. */
  public String deviceName(int device) {
    return names.name(device);
  }

  /** The number of each reading's device. */
  public int[] device() {
    return device;
  }

  /** When each reading starts. */
  public long[] at() {
    return at;
  }

  /** The length of each reading, in seconds. */
  public int[] seconds() {
    return seconds;
  }

  /** The energy of each reading, in milliwatt-hours. */
  public long[] milliwattHours() {
    return milliwattHours;
  }

  /** When each reading was appended to the log. */
  public long[] loggedAt() {
    return loggedAt;
  }

  /** The partition of each reading. */
  public int[] partition() {
    return partition;
  }

  /** The offset of each reading. */
  public long[] offset() {
    return offset;
  }
}
