package io.meterline.engine.analysis;

import io.meterline.model.time.LocalDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The days of a device that are not final, in the order in which they were opened: usually one or two, up to three, and more
 * only if the device changes its time zone.
 *
 * <p>A day stays open until its date is over in every time zone, because the device may change zones and return to the date.
 *
 * @param <K> the key of a day
 * @param <D> the state of a day
 */
final class OpenDays<K, D> {
  private final List<Open<K, D>> open = new ArrayList<>();

  private record Open<K, D>(K key, long overEverywhere, D day) {}

  /** The state of the day with the given key and date, which is opened if it is not open. */
  D day(K key, LocalDate date, Supplier<D> begin) {
    for (var i = open.size() - 1; i >= 0; i--) {
      var each = open.get(i);
      // Usually the same object, because the readings of a day share it.
      if (each.key == key || each.key.equals(key)) {
        return each.day;
      }
    }
    var begun = new Open<>(key, LocalDay.overEverywhere(date), begin.get());
    open.add(begun);
    return begun.day;
  }

  /**
   * Closes days to which no reading that starts at {@code at} or later can belong; epoch milliseconds UTC. Days are closed in the
   * order in which they were opened, so such a day stays open while one opened before it does.
   */
  void close(long at, Consumer<D> closed) {
    while (!open.isEmpty() && open.get(0).overEverywhere <= at) {
      closed.accept(open.remove(0).day);
    }
  }

  boolean anyMatch(Predicate<D> condition) {
    return open.stream().anyMatch(each -> condition.test(each.day));
  }

  int size() {
    return open.size();
  }

  void forEach(Consumer<D> action) {
    open.forEach(each -> action.accept(each.day));
  }
}
