package io.meterline.engine.device;

import io.meterline.model.time.Windows;
import io.meterline.model.wire.WireFormat;
import io.meterline.model.wire.WireInput;
import io.meterline.model.wire.WireOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What waits for its window to be complete, by window. Bounded by the windows that are not complete yet.
 *
 * @param <T> what waits
 */
final class PendingByWindow<T> {
  private final TreeMap<Long, List<T>> byWindow = new TreeMap<>();

  void add(long window, T waiting) {
    byWindow.computeIfAbsent(window, start -> new ArrayList<>()).add(waiting);
  }

  /** The end of the first window that something waits for, epoch milliseconds UTC; empty if nothing waits. */
  OptionalLong firstEnd(Windows windows) {
    return byWindow.isEmpty() ? OptionalLong.empty() : OptionalLong.of(windows.endOf(byWindow.firstKey()));
  }

  /** Takes out the first window and what waited for it. */
  Map.Entry<Long, List<T>> pollFirst() {
    return byWindow.pollFirstEntry();
  }

  void write(WireFormat<T> format, WireOutput out) {
    out.writeCount(byWindow.size());
    for (var entry : byWindow.entrySet()) {
      out.writeSigned(entry.getKey());
      out.writeList(entry.getValue(), format);
    }
  }

  static <T> PendingByWindow<T> read(WireFormat<T> format, WireInput in) {
    var pending = new PendingByWindow<T>();
    for (var left = in.readCount(); left > 0; left--) {
      var window = in.readSigned();
      in.readList(format).forEach(waiting -> pending.add(window, waiting));
    }
    return pending;
  }
}
