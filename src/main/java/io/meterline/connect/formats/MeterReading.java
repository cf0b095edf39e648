package io.meterline.connect.formats;

import io.meterline.model.log.Reading;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A reading from a file.
 *
 * @param device the meter, or the part of it that is kept apart, such as {@code METER/export}; not empty
 * @param reading what it measured
 * @param quality whether it was measured
 * @param loggedAt when the log took it; if empty, at the end of the interval
 * @param partition its partition of the log; 0 if empty
 * @param offset its offset; if empty, the number of readings imported before
 */
public record MeterReading(
    String device,
    Reading reading,
    Quality quality,
    Optional<Instant> loggedAt,
    OptionalInt partition,
    OptionalLong offset) {

  /** Whether a value was measured. */
  public enum Quality {
    MEASURED,
    /** Estimated or substituted by who handed out the file. */
    ESTIMATED
  }

  /**
   * A measured reading, without a position in the log.
   *
   * @param at start of the interval, inclusive
   * @param seconds length of the interval
   * @param milliwattHours energy in the interval, negative for export
   */
  public static MeterReading of(String device, Instant at, int seconds, long milliwattHours) {
    return new MeterReading(
        device,
        new Reading(at.toEpochMilli(), seconds, milliwattHours),
        Quality.MEASURED,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalLong.empty());
  }

  /** The same reading, logged at a time. */
  public MeterReading loggedAt(Instant time) {
    return new MeterReading(device, reading, quality, Optional.of(time), partition, offset);
  }

  /** The same reading of another device. */
  public MeterReading of(String other) {
    return new MeterReading(other, reading, quality, loggedAt, partition, offset);
  }

  /** The same reading with another quality. */
  public MeterReading of(Quality other) {
    return new MeterReading(device, reading, other, loggedAt, partition, offset);
  }
}
