package io.meterline.connect.formats;

import io.meterline.connect.formats.ReadingOutput.Place;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Converts reads of counters to readings: the energy of an interval is the difference of the reads at its ends. Reads of a device may
 * come in any order; they are kept, as primitives, until {@link #finish}. Readings are logged at the time of the later read, and their
 * place in the file is that of the later read.
 *
 * <p>A fall of the counter is taken as a reset, or as another meter, and is said: no energy is known for that interval. A difference that
 * is too large for its interval is rejected. A few reads that stray, and from which the counter returns to where it would have been
 * without them, are rejected as misreads, and the interval spans them.
 */
public final class RegisterReads {
  private final ReadingOutput out;
  private final long maxWatts;
  private final Map<String, CounterColumns> devices = new LinkedHashMap<>();
  private String lastDevice = "";
  private CounterColumns last = new CounterColumns();

  /**
   * Passes readings, and reads that cannot be the end of one, to an output.
   *
   * @param maxWatts the mean power above which a difference is rejected, in watts, at least 0
   */
  public RegisterReads(ReadingOutput out, long maxWatts) {
    this.out = out;
    this.maxWatts = maxWatts;
  }

  /**
   * Adds a read.
   *
   * @param device the meter and register, not empty
   * @param at when it was read; a part of a second is left out, as intervals have whole seconds
   * @param milliwattHours the state of the counter
   * @param place its place in the file; of its text only the read is kept
   */
  public void add(String device, Instant at, long milliwattHours, Place place) {
    if (!device.equals(lastDevice)) {
      last = devices.computeIfAbsent(device, any -> new CounterColumns());
      lastDevice = device;
    }
    last.add(at.getEpochSecond(), milliwattHours, place.line());
  }

  /** Passes the readings of all reads added since the last call, by device, and of a device by time. */
  public void finish() {
    devices.forEach((device, reads) -> new CounterDifferences(device, reads, maxWatts, out).pass());
    devices.clear();
    lastDevice = "";
  }
}
