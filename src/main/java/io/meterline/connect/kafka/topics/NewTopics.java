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
 * Creates topics that are not there yet.
 *
 * @param partitions how many partitions each gets, but that of the settings, which gets one
 * @param replicas how many copies of each partition there are to be; as the broker is set up if that is empty
 */
record NewTopics(Admin admin, int partitions, Optional<Short> replicas) {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /**
   * Creates the topics that are missing.
   *
   * @return the names of those it created
   * @throws MeterlineException if one cannot be created, or is not to be seen when it has been
   */
  Set<String> create(Map<String, TopicShape> shapes) {
    var states = new TopicStates(admin);
    var there = states.names(shapes.keySet());
    var missing = shapes.keySet().stream().filter(topic -> !there.contains(topic)).toList();
    var created = new HashSet<String>();
    admin
        .createTopics(missing.stream().map(topic -> topic(topic, shapes.get(topic))).toList())
        .values()
        .forEach((topic, promised) -> createdNow(topic, promised).ifPresent(created::add));
    awaitAll(states, missing);
    return created;
  }

  /** The topic, empty if someone else has created it meanwhile. */
  private static Optional<String> createdNow(String topic, KafkaFuture<Void> promised) {
    try {
      KafkaClients.await(promised, "create " + topic);
      return Optional.of(topic);
    } catch (MeterlineException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private NewTopic topic(String name, TopicShape shape) {
    // Settings are few, and in one partition they have one order.
    var count = name.equals(Topics.SETTINGS) ? 1 : partitions;
    return new NewTopic(name, Optional.of(count), replicas).configs(shape.settings());
  }

  /** A topic that was created is not known to every broker at once. */
  private static void awaitAll(TopicStates states, List<String> topics) {
    var deadline = System.nanoTime() + KafkaClients.PATIENCE.toNanos();
    while (!states.names(topics).containsAll(topics)) {
      if (System.nanoTime() > deadline) {
        throw new MeterlineException("the topics were created, but Kafka does not show all of them; try again");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
