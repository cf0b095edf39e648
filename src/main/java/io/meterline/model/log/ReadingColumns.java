package io.meterline.model.log;

import java.util.Arrays;

/**
 * Readings of many devices as the log holds them, in columns: each as it stands there, so it may yet not be fit for use.
 *
 * <p>A column is longer than there are readings; what is beyond {@link #size()} means nothing. Times are epoch milliseconds
 * UTC. The arrays are replaced when they are too short, so ask for them again after readings were added. For one thread.
 */
public final class ReadingColumns {
  /** In place of a device that is not the one expected. */
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

  /** The number that stands for a device until {@link #clear()}: 0 to {@link #devices()} - 1. */
  public int device(String name) {
    return names.number(name);
  }

  /**
   * Does what {@link #device(String)} does, where devices come in the order in which they came before: {@link #UNEXPECTED}, and
   * nothing done, if this is not the one that followed the device before it the last time.
   *
   * @param utf8 its name, and perhaps more behind it
   * @param length how many bytes the name has
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
   * Puts a reading into a row.
   *
   * @param row within the room that there is, perhaps beyond {@link #size()}
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

  /** Makes room for so many more readings than there are, which may then be put into the columns from {@link #size()} on. */
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
   * Counts in readings that were put into the columns from {@link #size()} on.
   *
   * @param more at most as many as room was made for
   */
  public void grow(int more) {
    if (more < 0 || more > device.length - size) {
      throw new IllegalArgumentException(more + " readings more have no room");
    }
    size += more;
  }

  /** Forgets readings and devices. */
  public void clear() {
    size = 0;
    names.clear();
  }

  /** How many readings there are. */
  public int size() {
    return size;
  }

  /** How many devices were named, be it that they have no readings. */
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

  /** How long each reading is. */
  public int[] seconds() {
    return seconds;
  }

  /** The energy of each reading. */
  public long[] milliwattHours() {
    return milliwattHours;
  }

  /** When the log took each reading. */
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
