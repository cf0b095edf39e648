package io.meterline.bench.live;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * Latencies by what rows say: one that counts n readings of a device and day has the n-th that was logged, if nothing is
 * wrong with the meter. Thread-safe.
 */
final class Probes {
  private static final int DIGITS = 3;

  private final Set<String> devices;
  private final Map<UsageOfDay.Key, Day> days = new HashMap<>();
  private final Histogram latencies = new Histogram(DIGITS);
  private long measuredFrom = Long.MAX_VALUE;
  private long measuredUntil = Long.MAX_VALUE;
  private long logged;
  private long published;

  Probes(Collection<String> devices) {
    this.devices = Set.copyOf(devices);
  }

  /** Readings of a device and day: when they were logged, by number. */
  private static final class Day {
    private long[] loggedAt = new long[64];
    private int logged;
    private int published;
  }

  boolean isProbe(String device) {
    return devices.contains(device);
  }

  /** From now on latencies count: of readings logged from this time until another, epoch milliseconds UTC. */
  synchronized void measure(long from, long until) {
    measuredFrom = from;
    measuredUntil = until;
  }

  /** A reading of a probe was logged; in the order of the log. */
  synchronized void logged(UsageOfDay.Key key, long time) {
    var day = days.computeIfAbsent(key, any -> new Day());
    if (day.logged == day.loggedAt.length) {
      day.loggedAt = Arrays.copyOf(day.loggedAt, 2 * day.logged);
    }
    day.loggedAt[day.logged++] = time;
    logged++;
  }

  /** A row was published. */
  synchronized void published(UsageOfDay row, long time) {
    var day = days.computeIfAbsent(row.key(), any -> new Day());
    while (day.published < Math.min(row.readings(), day.logged)) {
      var loggedAt = day.loggedAt[day.published++];
      published++;
      if (loggedAt >= measuredFrom && loggedAt < measuredUntil) {
        latencies.recordValue(Math.max(0, time - loggedAt));
      }
    }
  }

  /** How many readings are logged that no row has. */
  synchronized long behind() {
    return logged - published;
  }

  /** Of the readings that were measured so far, milliseconds. */
  synchronized long percentile(double percent) {
    return latencies.getValueAtPercentile(percent);
  }
}
