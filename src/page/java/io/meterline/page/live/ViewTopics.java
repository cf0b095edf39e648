package io.meterline.page.live;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics that there are.
 *
 * @param ofViews those of views, by name
 * @param readings that of the readings, if this user may see it
 */
record ViewTopics(Map<String, TopicDescription> ofViews, Optional<TopicDescription> readings) {
  private static final String DOING = "look at the topics of views";

  /**
   * Asks a broker.
   *
   * @throws MeterlineException if none answers, or it does not authorize this user
   */
  static ViewTopics ask(Admin admin, List<View> views) {
    var names = Stream.concat(views.stream().map(Topics::of), Stream.of(Topics.READINGS)).toList();
    var found = new HashMap<String, TopicDescription>();
    admin
        .describeTopics(names)
        .topicNameValues()
        .forEach(
            (name, future) -> {
              try {
                found.put(name, KafkaClients.await(future, DOING));
              } catch (MeterlineException e) {
                if (!isMissing(name, e.getCause())) {
                  throw e;
                }
              }
            });
    var readings = Optional.ofNullable(found.remove(Topics.READINGS));
    return new ViewTopics(Map.copyOf(found), readings);
  }

  private static boolean isMissing(String name, Throwable why) {
    return why instanceof UnknownTopicOrPartitionException || name.equals(Topics.READINGS) && why instanceof AuthorizationException;
  }

  /** The partitions of the topics of views. */
  List<TopicPartition> partitions() {
    return ofViews.values().stream().flatMap(topic -> partitions(topic).stream()).toList();
  }

  /** The partitions of a topic. */
  static List<TopicPartition> partitions(TopicDescription topic) {
    var partitions = new ArrayList<TopicPartition>();
    topic.partitions().forEach(one -> partitions.add(new TopicPartition(topic.name(), one.partition())));
    return partitions;
  }
}
