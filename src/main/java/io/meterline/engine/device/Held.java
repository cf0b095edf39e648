package io.meterline.engine.device;

import io.meterline.model.time.Epochs;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What waits for its epoch to be complete, by epoch. Bounded by the epochs that are not complete yet.
 *
 * @param <T> what waits
 */
final class Held<T> {
  private final TreeMap<Long, List<T>> byEpoch = new TreeMap<>();

  void add(long epoch, T waiting) {
    byEpoch.computeIfAbsent(epoch, start -> new ArrayList<>()).add(waiting);
  }

  /** The end of the first epoch that something waits for, epoch milliseconds UTC; empty if nothing waits. */
  OptionalLong firstEnd(Epochs epochs) {
    return byEpoch.isEmpty() ? OptionalLong.empty() : OptionalLong.of(epochs.endOf(byEpoch.firstKey()));
  }

  /** Takes out the first epoch and what waited for it. */
  Map.Entry<Long, List<T>> takeFirst() {
    return byEpoch.pollFirstEntry();
  }

  void write(WireFormat<T> format, WireOutput out) {
    out.writeCount(byEpoch.size());
    for (var entry : byEpoch.entrySet()) {
      out.writeSigned(entry.getKey());
      out.writeList(entry.getValue(), format);
    }
  }

  static <T> Held<T> read(WireFormat<T> format, WireInput in) {
    var held = new Held<T>();
    for (var left = in.readCount(); left > 0; left--) {
      var epoch = in.readSigned();
      in.readList(format).forEach(waiting -> held.add(epoch, waiting));
    }
    return held;
  }
}
