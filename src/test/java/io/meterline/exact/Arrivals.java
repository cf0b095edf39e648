package io.meterline.exact;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A random order in which a log may arrive from a broker: each partition in offset order, in bursts, ahead of others or behind
 * them. The watermark is below everything still to arrive.
 */
final class Arrivals {
  private static final int MAX_BURST = 6;

  private final List<ArrayDeque<LoggedReading>> readings;
  private final List<ArrayDeque<LoggedChange>> changes;
  private final long waitMillis;
  private final Random random;
  private long watermark = Long.MIN_VALUE;

  /** The next events: readings of a partition, or changes of one. */
  record Burst(List<LoggedReading> readings, List<LoggedChange> changes) {}

  Arrivals(List<LoggedReading> readings, List<LoggedChange> changes, Duration wait, long seed) {
    this.readings = partitions(readings, LoggedReading::position);
    this.changes = partitions(changes, LoggedChange::position);
    this.waitMillis = wait.toMillis();
    this.random = new Random(seed);
  }

  private static <T> List<ArrayDeque<T>> partitions(List<T> events, Function<T, Position> position) {
    Map<Integer, List<T>> byPartition =
        events.stream()
            .sorted(Comparator.comparing(position))
            .collect(Collectors.groupingBy(event -> position.apply(event).partition(), TreeMap::new, Collectors.toList()));
    return new ArrayList<>(byPartition.values().stream().map(ArrayDeque::new).toList());
  }

  boolean isOver() {
    return readings.isEmpty() && changes.isEmpty();
  }

  Burst next() {
    var partition = random.nextInt(readings.size() + changes.size());
    return partition < readings.size()
        ? new Burst(take(readings, partition), List.of())
        : new Burst(List.of(), take(changes, partition - readings.size()));
  }

  private <T> List<T> take(List<ArrayDeque<T>> partitions, int partition) {
    var burst = new ArrayList<T>();
    var queue = partitions.get(partition);
    for (var left = 1 + random.nextInt(MAX_BURST); left > 0 && !queue.isEmpty(); left--) {
      burst.add(queue.poll());
    }
    if (queue.isEmpty()) {
      partitions.remove(partition);
    }
    return burst;
  }

  /** Advances the watermark, often as far as possible, and returns it; epoch milliseconds UTC. */
  long watermark() {
    var limit = Long.MAX_VALUE;
    for (var queue : readings) {
      limit = Math.min(limit, queue.peek().position().loggedAt().toEpochMilli() - waitMillis);
    }
    for (var queue : changes) {
      limit = Math.min(limit, queue.peek().position().loggedAt().toEpochMilli() - waitMillis);
    }
    var behind = random.nextInt(3) * (long) random.nextInt(90_000_000);
    watermark = Math.max(watermark, limit - behind);
    return watermark;
  }
}
