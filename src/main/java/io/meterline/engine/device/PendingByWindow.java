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
 * Elements that wait for their window to be complete, by window.
 *
 * @param <T> the type of elements
 */
final class PendingByWindow<T> {
  private final TreeMap<Long, List<T>> byWindow = new TreeMap<>();

  void add(long window, T element) {
    byWindow.computeIfAbsent(window, start -> new ArrayList<>()).add(element);
  }

  /** The end of the first window with elements, epoch milliseconds UTC; empty if there is none. */
  OptionalLong firstEnd(Windows windows) {
    return byWindow.isEmpty() ? OptionalLong.empty() : OptionalLong.of(windows.endOf(byWindow.firstKey()));
  }

  /** Removes and returns the first window and its elements. */
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
      in.readList(format).forEach(element -> pending.add(window, element));
    }
    return pending;
  }
}
