package io.meterline.connect.formats;

import io.meterline.connect.formats.ReadingOutput.Place;
import java.time.Instant;

/**
 * Converts reads of counters to readings: the energy of an interval is the difference of the reads at its ends. Reads of a device may
 * come in any order.
 */
public final class RegisterReads {
  private final ReadingOutput out;
  private final long maxWatts;

  /**
   * Passes readings, and reads that cannot be the end of one, to an output.
   *
   * @param maxWatts the mean power above which a difference is rejected, in watts
   */
  public RegisterReads(ReadingOutput out, long maxWatts) {
    this.out = out;
    this.maxWatts = maxWatts;
  }

  /**
   * Adds a read.
   *
   * @param milliwattHours the state of the counter
   */
  public void add(String device, Instant at, long milliwattHours, Place place) {
    throw new UnsupportedOperationException();
  }

  /** Passes the readings of all reads added. */
  public void finish() {
    throw new UnsupportedOperationException();
  }
}
