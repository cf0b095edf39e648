package io.meterline.connect.imports;

import io.meterline.model.log.Reading;
import java.math.BigInteger;

/** The span of time and the energy of readings. */
public final class ReadingTotals {
  /** The end of the names of devices with energy that was sent back to the grid. */
  private static final String EXPORT = "/export";

  private long count;
  private long meters;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private final Sum energy = new Sum();
  private final Sum exported = new Sum();

  /** A sum of any size. */
  private static final class Sum {
    private static final long SMALL = Long.MAX_VALUE / 2;

    private BigInteger carried = BigInteger.ZERO;
    private long sum;

    private void add(long number) {
      if (Math.abs(sum) > SMALL || Math.abs(number) > SMALL || number == Long.MIN_VALUE) {
        carried = carried.add(BigInteger.valueOf(sum)).add(BigInteger.valueOf(number));
        sum = 0;
      } else {
        sum += number;
      }
    }

    private BigInteger total() {
      return carried.add(BigInteger.valueOf(sum));
    }
  }

  void meters(long count) {
    meters = count;
  }

  /** Adds a reading, as if no other had its start. */
  void add(String device, Reading reading) {
    span(reading.atMillis(), reading.seconds() > 0 ? reading.endMillis() : reading.atMillis());
    energy(device, reading.milliwattHours());
  }

  /** Adds an interval. */
  void span(long at, long end) {
    count++;
    first = Math.min(first, at);
    last = Math.max(last, end);
  }

  /** Adds energy. */
  void energy(String device, long milliwattHours) {
    (device.endsWith(EXPORT) ? exported : energy).add(milliwattHours);
  }

  /** Whether there is any reading. */
  public boolean isAny() {
    return count > 0;
  }

  /** The number of readings. */
  public long count() {
    return count;
  }

  /** The number of devices with readings. */
  public long meters() {
    return meters;
  }

  /** The start of the first interval, epoch milliseconds UTC. */
  public long first() {
    return first;
  }

  /** The end of the last interval, epoch milliseconds UTC. */
  public long last() {
    return last;
  }

  /**
   * The energy of all devices that are no export, in milliwatt-hours. Of several readings with one start, the last one in the files
   * counts; all count if there are more than can be checked.
   */
  public BigInteger milliwattHours() {
    return energy.total();
  }

  /** As {@link #milliwattHours}, of the devices {@code METER/export}. */
  public BigInteger exportedMilliwattHours() {
    return exported.total();
  }
}
