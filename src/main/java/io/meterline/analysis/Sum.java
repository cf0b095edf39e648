package io.meterline.analysis;

import io.meterline.wire.WireInput;
import io.meterline.wire.WireOutput;
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
    var sum = low + number;
    wraps += wraps(low, number, sum);
    low = sum;
  }

  /** What adding a number to another took away from the sum, in multiples of 2^64: -1, 0 or 1. */
  static int wraps(long before, long number, long sum) {
    var isOverflow = ((before ^ sum) & (number ^ sum)) < 0;
    return isOverflow ? (number < 0 ? -1 : 1) : 0;
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
