package io.meterline.connect.kafka.topics;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.model.MeterlineException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates missing topics.
 *
 * @param partitions the number of partitions of each, except the topic of settings changes, which gets one
 * @param replicas the replication factor; if empty, the broker's default
 */
record NewTopics(Admin admin, int partitions, Optional<Short> replicas) {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /**
   * Creates the topics that are missing.
   *
   * @return the names of those it created
   * @throws MeterlineException if one cannot be created, or is not visible after it was created
   */
  Set<String> create(Map<String, TopicShape> shapes) {
    var states = new TopicStates(admin);
    var existing = states.names(shapes.keySet());
    var missing = shapes.keySet().stream().filter(topic -> !existing.contains(topic)).toList();
    var created = new HashSet<String>();
    admin
        .createTopics(missing.stream().map(topic -> topic(topic, shapes.get(topic))).toList())
        .values()
        .forEach((topic, future) -> createdNow(topic, future).ifPresent(created::add));
    awaitAll(states, missing);
    return created;
  }

  /** The name of the topic; empty if another client has created it in the meantime. */
  private static Optional<String> createdNow(String topic, KafkaFuture<Void> future) {
    try {
      KafkaClients.await(future, "create " + topic);
      return Optional.of(topic);
    } catch (MeterlineException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private NewTopic topic(String name, TopicShape shape) {
    // Settings changes are few, and a single partition orders them all.
    var count = name.equals(Topics.SETTINGS) ? 1 : partitions;
    return new NewTopic(name, Optional.of(count), replicas).configs(shape.configs());
  }

  /** A new topic does not become visible on every broker at once. */
  private static void awaitAll(TopicStates states, List<String> topics) {
    var deadline = System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
    while (!states.names(topics).containsAll(topics)) {
      if (System.nanoTime() > deadline) {
        throw new MeterlineException("the topics were created, but Kafka does not show all of them; try again");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
