package io.meterline.page.live;

import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/** Looks at the end of the topic of readings. What it throws are failures to reach a broker. */
final class NewestReadings implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** Only the last batch of a partition is needed, which is fetched whatever its size. */
  private static final Map<String, String> SETTINGS = Map.of(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1024");

  private final Consumer<byte[], byte[]> consumer;
  private final ReadingEvents events = new ReadingEvents();

  /** The end of each partition when it was read. */
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  /** The end of the interval of the last reading of each partition, if it can be used. */
  private final Map<TopicPartition, Instant> newest = new HashMap<>();

  /** Connects on first use. */
  NewestReadings(KafkaCluster cluster) {
    this.consumer = cluster.consumer(SETTINGS);
  }

  /**
   * When the first reading after a time was logged.
   *
   * @param partitions those of the topic
   * @param time exclusive
   */
  Optional<Instant> firstAfter(List<TopicPartition> partitions, Instant time) {
    var asked = partitions.stream().collect(Collectors.toMap(Function.identity(), any -> time.toEpochMilli() + 1));
    try {
      return consumer.offsetsForTimes(asked).values().stream()
          .flatMap(found -> Optional.ofNullable(found).stream())
          .map(OffsetAndTimestamp::timestamp)
          .min(Long::compare)
          .map(Instant::ofEpochMilli);
    } catch (AuthorizationException e) {
      return Optional.empty();
    }
  }

  /**
   * The latest end of an interval among the last readings of the partitions. One that begins after it was logged does not count.
   *
   * @param partitions those of the topic
   */
  Optional<Instant> until(List<TopicPartition> partitions) {
    try {
      readLast(partitions);
    } catch (AuthorizationException | InvalidOffsetException e) {
      // Not allowed, or deleted just now. The next look may find something.
      ends.clear();
    }
    return newest.values().stream().max(Comparator.naturalOrder());
  }

  private void readLast(List<TopicPartition> partitions) {
    var now = consumer.endOffsets(partitions);
    var grown = partitions.stream().filter(one -> now.get(one) > 0 && !now.get(one).equals(ends.get(one))).toList();
    consumer.assign(grown);
    grown.forEach(one -> consumer.seek(one, now.get(one) - 1));
    var left = new HashSet<>(grown);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      for (var record : consumer.poll(PATIENCE.dividedBy(5))) {
        var partition = new TopicPartition(record.topic(), record.partition());
        until(record).ifPresentOrElse(end -> newest.put(partition, end), () -> newest.remove(partition));
        left.remove(partition);
      }
    }
    grown.forEach(one -> ends.put(one, now.get(one)));
  }

  private Optional<Instant> until(ConsumerRecord<byte[], byte[]> record) {
    var value = Optional.ofNullable(record.value()).orElse(new byte[0]);
    var position = new Position(Instant.ofEpochMilli(record.timestamp()), record.partition(), record.offset());
    return events.decode(value, position).match(NewestReadings::until, malformed -> Optional.empty());
  }

  private static Optional<Instant> until(LoggedReading logged) {
    var reading = logged.reading();
    return reading.seconds() > 0 && !reading.at().isAfter(logged.position().loggedAt())
        ? Optional.of(Instant.ofEpochMilli(reading.endMillis()))
        : Optional.empty();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
