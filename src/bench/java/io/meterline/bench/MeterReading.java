package io.meterline.bench;

/**
 * A reading as contenders pass it on.
 *
 * @param meter the number in the device's name: shorter to send and quicker to compare than the name, to the benefit of
 *     whoever shuffles it
 * @param at start of the interval, epoch milliseconds UTC
 * @param seconds length of the interval
 * @param milliwattHours energy in it
 */
record MeterReading(long meter, long at, int seconds, long milliwattHours) implements MeterEvent {
  /** Whether its mean power is over a threshold in watts; never over {@link Terms#NONE}. */
  boolean isOver(long watts) {
    return watts != Terms.NONE && milliwattHours * 36 > watts * seconds * 10;
  }

  /** Its mean power in watts, rounded down. */
  long watts() {
    return Math.floorDiv(milliwattHours * 18, seconds * 5L);
  }
}
