package io.meterline.engine.analysis;

import io.meterline.model.log.Readings;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.OptionalLong;

/**
 * An exact sum of whole numbers, which need not fit in 64 bits on the way or in the end: the order in which they are added
 * changes nothing.
 */
final class Sum {
  /** The sum is {@code low} + {@code wraps} x 2^64, and there is one such pair of each sum. */
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

  /** Whether a sum of two numbers went round 2^64, in the direction of the sign of each. */
  static boolean isOverflow(long before, long number, long sum) {
    return ((before ^ sum) & (number ^ sum)) < 0;
  }

  /** Begins anew with 0. */
  void clear() {
    low = 0;
    wraps = 0;
  }

  /** The sum, empty if it does not fit in 64 bits. */
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
