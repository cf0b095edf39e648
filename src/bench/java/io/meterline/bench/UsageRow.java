package io.meterline.bench;

import java.io.Serializable;

/**
 * What a device used on a day.
 *
 * @param meter the number in the device's name
 * @param day days since 1970, UTC
 * @param milliwattHours energy
 * @param costMicros cost in millionths of the currency unit, rounded half-even
 * @param readings how many
 * @param peakWatts highest mean power of a reading, rounded down
 */
record UsageRow(long meter, long day, long milliwattHours, long costMicros, long readings, long peakWatts)
    implements Serializable {}
