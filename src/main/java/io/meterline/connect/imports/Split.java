package io.meterline.connect.imports;

import io.meterline.connect.formats.MeterReading;
import io.meterline.model.log.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Shares the energy of a reading out over shorter intervals.
 *
 * <p>Of {@code n} parts of energy {@code e} in milliwatt-hours, the first {@code i} together have {@code floor(e * i / n)}: so the parts
 * add up to the whole exactly, and differ by at most 1 mWh.
 *
 * @param seconds the length of a part, at least 1
 */
record Split(int seconds) {
  /** The minutes of 31 days. A reading of more parts than that is left as it is. */
  static final int MOST_PARTS = 44_640;

  /** Parts of a length in whole seconds. */
  static Split of(Duration length) {
    return new Split(Math.toIntExact(length.toSeconds()));
  }

  /**
   * Whether the length of a reading is a multiple of the length of a part: 1 to {@link #MOST_PARTS} times. Others cannot be shared
   * out.
   */
  boolean divides(Reading reading) {
    return reading.seconds() > 0 && reading.seconds() % seconds == 0 && reading.seconds() / seconds <= MOST_PARTS;
  }

  /**
   * Passes the parts of a reading, in order of time. They were logged when the whole was, which is at the end of its interval if the
   * file does not say; an offset that the file gives is not theirs.
   *
   * @param whole a reading that this {@link #divides}
   */
  void share(MeterReading whole, Consumer<MeterReading> parts) {
    var reading = whole.reading();
    var count = reading.seconds() / seconds;
    if (count == 1) {
      parts.accept(whole);
      return;
    }
    var loggedAt = Optional.of(whole.loggedAt().orElseGet(() -> Instant.ofEpochMilli(reading.endMillis())));
    var each = Math.floorDiv(reading.milliwattHours(), count);
    var rest = Math.floorMod(reading.milliwattHours(), (long) count);
    for (var i = 0; i < count; i++) {
      var energy = each + rest * (i + 1) / count - rest * i / count;
      var part = new Reading(reading.atMillis() + i * 1000L * seconds, seconds, energy);
      parts.accept(new MeterReading(whole.device(), part, whole.quality(), loggedAt, whole.partition(), OptionalLong.empty()));
    }
  }
}
