package io.meterline.page.live;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** How far each partition was read into the tables. */
final class ReadPositions {
  private final Map<String, Uuid> topics = new HashMap<>();
  private final Map<TopicPartition, Position> positions = new HashMap<>();

  /**
   * Where a partition is.
   *
   * @param beginning its first offset when it was begun
   * @param end its end when it was begun, exclusive
   * @param next the next offset to read
   */
  private record Position(long beginning, long end, long next) {
    long toRead() {
      return Math.max(0, end - beginning);
    }

    long read() {
      return Math.max(0, Math.min(next, end) - beginning);
    }
  }

  /** Remembers which topic is read under a name. */
  void identify(String topic, Uuid id) {
    topics.put(topic, id);
  }

  /** Whether this is another topic than the one that was read under this name. */
  boolean isAnother(String topic, Uuid id) {
    return topics.containsKey(topic) && !topics.get(topic).equals(id);
  }

  /** Forgets a topic, which is then read from its beginning. */
  void forget(String topic) {
    topics.remove(topic);
    positions.keySet().removeIf(partition -> partition.topic().equals(topic));
  }

  /**
   * Begins a partition, or goes on with it where it was left.
   *
   * @param beginning its first offset now
   * @param end its end now, exclusive
   */
  void begin(TopicPartition partition, long beginning, long end) {
    positions.merge(
        partition, new Position(beginning, end, beginning), (before, any) -> new Position(before.beginning, end, before.next));
  }

  /** The next offset to read. */
  long next(TopicPartition partition) {
    return positions.get(partition).next();
  }

  /** Goes on in a partition: everything before an offset is in the tables. */
  void moveTo(TopicPartition partition, long next) {
    positions.computeIfPresent(partition, (any, before) -> new Position(before.beginning(), before.end(), next));
  }

  /** Whether everything was read that partitions had when they were begun. */
  boolean isCaughtUp() {
    return read() == toRead();
  }

  /** How many offsets were read of {@link #toRead}. */
  long read() {
    return positions.values().stream().mapToLong(Position::read).sum();
  }

  /** How many offsets partitions had when they were begun. */
  long toRead() {
    return positions.values().stream().mapToLong(Position::toRead).sum();
  }
}
