package io.meterline.model.log;

import java.math.BigInteger;
import java.time.Instant;

/**
 * What a meter measured over one interval, [at, at + seconds).
 *
 * @param atMillis start of the interval, epoch milliseconds UTC
 * @param seconds length of the interval, at least 1
 * @param milliwattHours energy in the interval, negative for export; within {@link ReadingRules#MAX_MILLIWATT_HOURS}
 */
public record Reading(long atMillis, int seconds, long milliwattHours) {
  /** Watts are milliwatt-hours per second times 3.6, which is 18/5. */
  private static final long WATTS_NUMERATOR = 18;

  private static final long WATTS_DENOMINATOR = 5;

  /** Up to this many watts, {@link #mostWithin} can compute in longs, for any percent and any length of the interval. */
  private static final long SMALL_WATTS = Long.MAX_VALUE / (100L * WATTS_DENOMINATOR * Integer.MAX_VALUE);

  /** Start of the interval, inclusive. */
  public Instant at() {
    return Instant.ofEpochMilli(atMillis);
  }

  /** End of the interval, exclusive, epoch milliseconds UTC. */
  public long endMillis() {
    return atMillis + seconds * 1000L;
  }

  /** Mean power over the interval in watts, rounded down (towards minus infinity). */
  public long meanWatts() {
    return meanWatts(milliwattHours, seconds);
  }

  /** Mean power in watts of the energy over the interval, rounded down (towards minus infinity). */
  public static long meanWatts(long milliwattHours, int seconds) {
    return Math.floorDiv(milliwattHours * WATTS_NUMERATOR, seconds * WATTS_DENOMINATOR);
  }

  /**
   * The most energy, in milliwatt-hours, whose mean power over the interval is at most {@code percent} hundredths of {@code
   * watts}. Exact: mean power exceeds that limit if and only if the energy, a whole number, is greater than the result.
   *
   * @param watts at least 0
   * @param percent 0 to 100
   * @param seconds at least 1
   */
  public static long mostWithin(long watts, long percent, int seconds) {
    if (watts <= SMALL_WATTS) {
      return watts * percent * (WATTS_DENOMINATOR * seconds) / (WATTS_NUMERATOR * 100);
    }
    var most =
        BigInteger.valueOf(watts)
            .multiply(BigInteger.valueOf(percent))
            .multiply(BigInteger.valueOf(WATTS_DENOMINATOR * seconds))
            .divide(BigInteger.valueOf(WATTS_NUMERATOR * 100));
    return most.bitLength() < Long.SIZE ? most.longValue() : Long.MAX_VALUE;
  }
}
