package io.meterline.connect.formats.portal;

import io.meterline.connect.formats.MeterReading;
import io.meterline.connect.formats.ReadingOutput;
import io.meterline.connect.csv.BadRow;
import io.meterline.connect.formats.MeterReading.Quality;
import io.meterline.connect.formats.ReadingOutput.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds up the registers of one device, interval by interval. Files list registers interval by interval, or one after the other, so the
 * sums are kept until the end, in about 40 bytes for an interval.
 */
final class IntervalSums {
  private static final int FIRST_CAPACITY = 1024;
  private static final int ESTIMATED = 1 << 15;

  /** The most registers of a device, as each is a bit. */
  private static final int MAX_REGISTERS = 15;

  /** Spreads starts, which are multiples of a step, over the table: 2^64 divided by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final String device;
  private final List<String> registers = new ArrayList<>();

  // One element an interval, in the order of the file.
  private long[] starts = new long[FIRST_CAPACITY];
  private int[] seconds = new int[FIRST_CAPACITY];
  private long[] energy = new long[FIRST_CAPACITY];
  private short[] flags = new short[FIRST_CAPACITY];
  private int[] lines = new int[FIRST_CAPACITY];
  private int count;

  /** Finds the index of a start, plus 1, by open addressing; 0 if free. Its length is a power of 2, at least twice the count. */
  private int[] table = new int[FIRST_CAPACITY * 2];

  IntervalSums(String device) {
    this.device = device;
  }

  /**
   * Adds the energy of a register.
   *
   * @param line its line in the file
   * @throws BadRow if it is there already, the interval is there with another length, or the sum does not fit in 64 bits
   */
  void add(String register, Instant start, int length, long milliwattHours, Quality quality, long line) throws BadRow {
    var at = start.toEpochMilli();
    var bit = bit(register);
    var slot = slot(at);
    if (table[slot] == 0) {
      append(at, length, milliwattHours, (short) (bit | mark(quality)), line);
      return;
    }
    var index = table[slot] - 1;
    if (seconds[index] != length) {
      throw new BadRow("is of " + length + " seconds, but another register's row of the same start has " + seconds[index]);
    }
    if ((flags[index] & bit) != 0) {
      throw new BadRow("is there already for this register and interval, or was added up on line " + lines[index]);
    }
    try {
      energy[index] = Math.addExact(energy[index], milliwattHours);
    } catch (ArithmeticException e) {
      throw new BadRow("added up with line " + lines[index] + " it is too large for 64 bits");
    }
    flags[index] |= (short) (bit | mark(quality));
  }

  private static int mark(Quality quality) {
    return switch (quality) {
      case MEASURED -> 0;
      case ESTIMATED -> ESTIMATED;
    };
  }

  private int bit(String register) throws BadRow {
    var index = registers.indexOf(register);
    if (index < 0) {
      if (registers.size() == MAX_REGISTERS) {
        throw new BadRow("is of the " + (MAX_REGISTERS + 1) + "th register of " + device + "; keep registers apart");
      }
      registers.add(register);
      index = registers.size() - 1;
    }
    return 1 << index;
  }

  /** The place in the table of a start, or the free one for it. */
  private int slot(long at) {
    var slot = (int) (at * SPREAD >>> Integer.SIZE) & table.length - 1;
    while (table[slot] != 0 && starts[table[slot] - 1] != at) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  private void append(long at, int length, long milliwattHours, short flag, long line) {
    if (count == starts.length) {
      grow();
    }
    starts[count] = at;
    seconds[count] = length;
    energy[count] = milliwattHours;
    flags[count] = flag;
    lines[count] = (int) Math.min(line, Integer.MAX_VALUE);
    table[slot(at)] = ++count;
  }

  private void grow() {
    var capacity = count * 2;
    starts = Arrays.copyOf(starts, capacity);
    seconds = Arrays.copyOf(seconds, capacity);
    energy = Arrays.copyOf(energy, capacity);
    flags = Arrays.copyOf(flags, capacity);
    lines = Arrays.copyOf(lines, capacity);
    table = new int[capacity * 2];
    for (var i = 0; i < count; i++) {
      table[slot(starts[i])] = i + 1;
    }
  }

  /** Passes the sums. */
  void finish(ReadingOutput out) {
    for (var i = 0; i < count; i++) {
      var reading = MeterReading.of(device, Instant.ofEpochMilli(starts[i]), seconds[i], energy[i]);
      out.reading((flags[i] & ESTIMATED) == 0 ? reading : reading.of(Quality.ESTIMATED), new Place(lines[i], () -> ""));
    }
  }
}
