package io.meterline.engine.analysis;

import io.meterline.model.log.Readings;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.OptionalLong;

/**
 * An exact sum of whole numbers. It may overflow 64 bits, at the end or only on the way, so the order in which numbers are added
 * never matters.
 */
final class Sum {
  /** The sum is {@code low} + {@code wraps} x 2^64. The pair is unique for each sum. */
  private long low;

  private long wraps;

  void add(long number) {
    var before = low;
    low = before + number;
    if (isOverflow(before, number, low)) {
      wraps += Long.signum(number);
    }
  }

  /** Adds the energy of the readings from {@code from} to {@code to}, exclusive. */
  void addEnergy(Readings readings, int from, int to) {
    var sum = low;
    for (var i = from; i < to; i++) {
      var energy = readings.milliwattHours(i);
      var before = sum;
      sum = before + energy;
      if (isOverflow(before, energy, sum)) {
        wraps += Long.signum(energy);
      }
    }
    low = sum;
  }

  /** Whether a sum of two numbers overflowed, in the direction of their common sign. */
  static boolean isOverflow(long before, long number, long sum) {
    return ((before ^ sum) & (number ^ sum)) < 0;
  }

  /** Resets the sum to 0. */
  void clear() {
    low = 0;
    wraps = 0;
  }

  /** The sum, empty if it overflows 64 bits. */
  OptionalLong value() {
    return wraps == 0 ? OptionalLong.of(low) : OptionalLong.empty();
  }

  void write(WireOutput out) {
    out.writeSigned(low);
    out.writeSigned(wraps);
  }

  static Sum read(WireInput in) {
    var sum = new Sum();
    sum.low = in.readSigned();
    sum.wraps = in.readSigned();
    return sum;
  }
}
