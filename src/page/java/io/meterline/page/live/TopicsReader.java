package io.meterline.page.live;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;

/** Reads the topics of views while a broker answers. What it throws are failures to reach one. */
final class TopicsReader implements AutoCloseable {
  private static final Duration BATCH_TIME = Duration.ofMillis(200);

  /** So that what is fetched ahead needs little memory, even if there are many partitions. */
  private static final Map<String, String> SETTINGS =
      Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000", ConsumerConfig.FETCH_MAX_BYTES_CONFIG, String.valueOf(8 << 20));

  private final Map<String, View> views;
  private final ReadPositions positions;
  private final Admin admin;
  private final Consumer<byte[], byte[]> consumer;
  private final NewestReadings readings;
  private ViewTopics topics = new ViewTopics(Map.of(), Optional.empty());

  /**
   * Connects.
   *
   * @param positions where to begin, and how far it gets
   * @throws io.meterline.model.MeterlineException if no broker answers
   */
  TopicsReader(KafkaCluster cluster, List<View> views, ReadPositions positions) {
    this.views = views.stream().collect(Collectors.toMap(Topics::of, Function.identity()));
    this.positions = positions;
    this.admin = cluster.admin();
    try {
      this.consumer = cluster.consumer(SETTINGS);
      this.readings = new NewestReadings(cluster);
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  /** Looks which topics and partitions there are now, and reads those from the next {@link #poll} on. */
  void look() {
    topics = ViewTopics.ask(admin, List.copyOf(views.values()));
    var partitions = topics.partitions();
    if (startedOver().isEmpty() && !Set.copyOf(partitions).equals(consumer.assignment())) {
      begin(partitions);
    }
  }

  private void begin(List<TopicPartition> partitions) {
    var beginnings = consumer.beginningOffsets(partitions);
    var ends = consumer.endOffsets(partitions);
    topics.ofViews().values().forEach(topic -> positions.identify(topic.name(), topic.topicId()));
    consumer.assign(partitions);
    for (var partition : partitions) {
      positions.begin(partition, beginnings.get(partition), ends.get(partition));
      consumer.seek(partition, positions.next(partition));
    }
  }

  /** The views whose topics are not those that were read, but were created again under the same names. */
  Set<View> startedOver() {
    return topics.ofViews().values().stream()
        .filter(topic -> positions.isAnother(topic.name(), topic.topicId()))
        .map(topic -> views.get(topic.name()))
        .collect(Collectors.toSet());
  }

  /** The topics that there should be, and are not. */
  Set<String> missing() {
    var missing = new TreeSet<>(views.keySet());
    missing.removeAll(topics.ofViews().keySet());
    return missing;
  }

  /**
   * The next records; none if none are published for a while.
   *
   * @throws InvalidOffsetException if a topic no longer has the offset to read
   */
  Batch poll() {
    var batch = new Batch();
    var deadline = System.nanoTime() + BATCH_TIME.toNanos();
    while (!batch.isFull() && System.nanoTime() < deadline) {
      for (var record : consumer.poll(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
        batch.add(views.get(record.topic()), record);
      }
    }
    return batch;
  }

  /** Whether there is anything to poll. */
  boolean hasPartitions() {
    return !consumer.assignment().isEmpty();
  }

  /** Whatever was polled is in the tables. */
  void written() {
    consumer.assignment().forEach(partition -> positions.moveTo(partition, consumer.position(partition)));
  }

  /**
   * How current rows are, as far as the topic of readings shows it.
   *
   * @param publishedUntil the time of the newest record that is in the tables
   * @param rowsUntil until when readings are in the tables
   */
  TopicTimes times(Optional<Instant> publishedUntil, Optional<Instant> rowsUntil) {
    var partitions = topics.readings().map(ViewTopics::partitions).orElse(List.of());
    return partitions.isEmpty()
        ? new TopicTimes(publishedUntil, Optional.empty(), rowsUntil, Optional.empty())
        : new TopicTimes(
            publishedUntil, readings.firstAfter(partitions, publishedUntil.orElse(Instant.EPOCH)), rowsUntil, readings.until(partitions));
  }

  /** Closes the connections without waiting, also in a thread that was interrupted. */
  @Override
  public void close() {
    Thread.interrupted();
    try (admin; readings) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
