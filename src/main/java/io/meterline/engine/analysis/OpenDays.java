package io.meterline.engine.analysis;

import io.meterline.model.time.LocalDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The days of a device that may still change, in the order in which they began: mostly one, at times three.
 *
 * <p>A day stays open until no time zone has its date any more, because a change of zone may bring it back.
 *
 * @param <K> what tells days apart
 * @param <D> what is kept of a day
 */
final class OpenDays<K, D> {
  private final List<Open<K, D>> open = new ArrayList<>();

  private record Open<K, D>(K key, long overEverywhere, D day) {}

  /** What is kept of the day of the given key and date, which begins now if it is not open. */
  D day(K key, LocalDate date, Supplier<D> begin) {
    for (var i = open.size() - 1; i >= 0; i--) {
      var each = open.get(i);
      // Mostly the very object: readings of a day share it.
      if (each.key == key || each.key.equals(key)) {
        return each.day;
      }
    }
    var begun = new Open<>(key, LocalDay.overEverywhere(date), begin.get());
    open.add(begun);
    return begun.day;
  }

  /** Lets go of the days that no reading from {@code at} on can belong to; epoch milliseconds UTC. */
  void close(long at, Consumer<D> closed) {
    while (!open.isEmpty() && open.get(0).overEverywhere <= at) {
      closed.accept(open.remove(0).day);
    }
  }

  int size() {
    return open.size();
  }

  void forEach(Consumer<D> action) {
    open.forEach(each -> action.accept(each.day));
  }
}
