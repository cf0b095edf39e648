package io.meterline.model.settings;

import java.util.List;
import java.util.function.ToLongFunction;

/** Binary search by time, in a list ordered by time. */
final class Bisection {
  private Bisection() {}

  /** The number of elements that hold from {@code at} or earlier. */
  static <T> int countUntil(long at, List<T> elements, ToLongFunction<T> from) {
    var low = 0;
    var high = elements.size();
    while (low < high) {
      var middle = low + high >>> 1;
      if (from.applyAsLong(elements.get(middle)) <= at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
