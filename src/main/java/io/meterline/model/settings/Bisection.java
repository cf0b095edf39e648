package io.meterline.model.settings;

import java.util.List;
import java.util.function.ToLongFunction;

/** Looks for a time in a list that is in the order of time. */
final class Bisection {
  private Bisection() {}

  /** How many elements hold from {@code at} or before. */
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
