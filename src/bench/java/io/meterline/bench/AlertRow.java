package io.meterline.bench;

import java.io.Serializable;

/**
 * A span over the threshold.
 *
 * @param meter the number in the device's name
 * @param openedAt its first reading, epoch milliseconds UTC
 * @param closedAt the first reading after it, or {@link #OPEN}
 * @param thresholdWatts in force at its first reading
 * @param peakWatts highest mean power of its readings, rounded down
 * @param milliwattHours energy of its readings
 * @param readings how many
 */
record AlertRow(
    long meter, long openedAt, long closedAt, long thresholdWatts, long peakWatts, long milliwattHours, long readings)
    implements Serializable {
  /** It has not closed. */
  static final long OPEN = Long.MIN_VALUE;
}
