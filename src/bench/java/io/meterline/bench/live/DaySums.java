package io.meterline.bench.live;

import io.meterline.model.log.Reading;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The sums of a device's readings of a day, in any order: what contenders by hand have in common. A reading that starts
 * when the one before it did is the same, sent again.
 */
final class DaySums implements Serializable {
  private static final long serialVersionUID = 1;

  /** What its state takes. */
  static final int BYTES = 6 * Long.BYTES;

  /** Of a price in millionths of the currency unit per kilowatt-hour, and energy in milliwatt-hours. */
  private static final int PLACES = 6;

  private long milliwattHours;
  private long exactCost;
  private long unpriced;
  private long readings;
  private long peakWatts = Long.MIN_VALUE;
  private long lastAt = Long.MIN_VALUE;

  /** Adds a reading at a price in micros per kilowatt-hour. */
  void add(Reading reading, OptionalLong price) {
    if (reading.atMillis() == lastAt) {
      return;
    }
    milliwattHours += reading.milliwattHours();
    exactCost += reading.milliwattHours() * price.orElse(0);
    unpriced += price.isPresent() ? 0 : 1;
    peakWatts = Math.max(peakWatts, reading.meanWatts());
    readings++;
    lastAt = reading.atMillis();
  }

  UsageOfDay row(String device, LocalDate date) {
    return new UsageOfDay(device, date, milliwattHours, cost(exactCost, unpriced), readings, peakWatts);
  }

  /** A cost as a row has it: rounded once, half-even; none if any reading had no price. */
  static Optional<Long> cost(long exact, long unpriced) {
    return unpriced > 0
        ? Optional.empty()
        : Optional.of(BigDecimal.valueOf(exact, PLACES).setScale(0, RoundingMode.HALF_EVEN).longValueExact());
  }

  /** Writes its state, {@link #BYTES} of them. */
  void write(ByteBuffer out) {
    out.putLong(milliwattHours).putLong(exactCost).putLong(unpriced).putLong(readings).putLong(peakWatts).putLong(lastAt);
  }

  /** Reads what {@link #write} wrote. */
  static DaySums read(ByteBuffer in) {
    var sums = new DaySums();
    sums.milliwattHours = in.getLong();
    sums.exactCost = in.getLong();
    sums.unpriced = in.getLong();
    sums.readings = in.getLong();
    sums.peakWatts = in.getLong();
    sums.lastAt = in.getLong();
    return sums;
  }
}
