package io.meterline.engine.analysis;

import io.meterline.model.view.LongList;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.Arrays;
import java.util.Optional;

/** Several sums, each like a {@link Sum}, in arrays: adding to them is the hottest operation of a replay. */
final class Sums {
  private static final long[] NONE = {};

  private final long[] low;

  /** Allocated on the first overflow, which is very rare. */
  private long[] wraps = NONE;

  /** {@code count} sums, each 0. */
  Sums(int count) {
    low = new long[count];
  }

  void add(int i, long number) {
    var before = low[i];
    var sum = before + number;
    low[i] = sum;
    if (Sum.isOverflow(before, number, sum)) {
      wrap(i, Long.signum(number));
    }
  }

  private void wrap(int i, long by) {
    if (wraps.length == 0) {
      wraps = new long[low.length];
    }
    wraps[i] += by;
  }

  /** All sums; empty if any of them overflows 64 bits. */
  Optional<LongList> values() {
    return wraps.length == 0 || Arrays.stream(wraps).allMatch(wrap -> wrap == 0)
        ? Optional.of(LongList.of(low))
        : Optional.empty();
  }

  void write(WireOutput out) {
    for (var i = 0; i < low.length; i++) {
      out.writeSigned(low[i]);
    }
    out.writeCount(wraps.length);
    for (var wrap : wraps) {
      out.writeSigned(wrap);
    }
  }

  static Sums read(int count, WireInput in) {
    var sums = new Sums(count);
    for (var i = 0; i < count; i++) {
      sums.low[i] = in.readSigned();
    }
    for (int i = 0, wrapped = in.readCount(); i < wrapped; i++) {
      sums.wrap(i, in.readSigned());
    }
    return sums;
  }
}
