package io.meterline.page.live;

import io.meterline.model.view.View;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records that become visible together. Of several records of one key the last counts. */
final class Batch {
  private static final int MAX_RECORDS = 5_000;
  private static final long MAX_BYTES = 16 << 20;

  private final Map<View, Map<List<Optional<Object>>, Change>> changes = new LinkedHashMap<>();
  private int records;
  private long bytes;
  private long unreadable;
  private Optional<String> lastUnreadable = Optional.empty();
  private Optional<Instant> newest = Optional.empty();

  /** Adds a record of a view's topic. One that cannot be decoded is counted. */
  void add(View view, ConsumerRecord<byte[], byte[]> record) {
    records++;
    bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    try {
      var change = Change.of(view, record);
      var ofView = changes.computeIfAbsent(view, any -> new LinkedHashMap<>());
      ofView.put(change.key(), change);
      // A producer whose clock is ahead would hide that nothing else is published.
      var time = Instant.ofEpochMilli(Math.min(record.timestamp(), System.currentTimeMillis()));
      newest = newest.filter(other -> other.isAfter(time)).or(() -> Optional.of(time));
    } catch (RuntimeException e) {
      // Whatever other programs have written, the rest goes on.
      unreadable++;
      var place = record.topic() + ", partition " + record.partition() + ", offset " + record.offset();
      lastUnreadable = Optional.of(place + ": " + firstLine(e));
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  /** Whether it has as many records as a batch should have. */
  boolean isFull() {
    return records >= MAX_RECORDS || bytes >= MAX_BYTES;
  }

  /** Whether no record was added, decoded or not. */
  boolean isEmpty() {
    return records == 0;
  }

  /** The views with changes. */
  Collection<View> views() {
    return changes.keySet();
  }

  /** The changes of a view, one of each key. */
  Collection<Change> changes(View view) {
    return changes.getOrDefault(view, Map.of()).values();
  }

  /** The number of records that could not be decoded. */
  long unreadable() {
    return unreadable;
  }

  /** The last record that could not be decoded, and why, in one line. */
  Optional<String> lastUnreadable() {
    return lastUnreadable;
  }

  /** The latest time of a record that was decoded. */
  Optional<Instant> newest() {
    return newest;
  }
}
