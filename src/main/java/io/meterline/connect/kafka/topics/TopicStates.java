package io.meterline.connect.kafka.topics;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.model.MeterlineException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Describes the topics of a cluster. */
final class TopicStates {
  private static final String DOING = "describe the topics";

  private final Admin admin;

  TopicStates(Admin admin) {
    this.admin = admin;
  }

  /**
   * The states of those topics that exist, by name.
   *
   * @throws MeterlineException if Kafka does not answer
   */
  Map<String, TopicState> of(Collection<String> topics) {
    var descriptions = describe(topics);
    try {
      return states(descriptions);
    } catch (MeterlineException e) {
      // A topic may be deleted after it was described. A client asks for the offsets of such a topic until its time is up.
      var left = describe(descriptions.keySet());
      if (left.size() == descriptions.size()) {
        throw e;
      }
      return states(left);
    }
  }

  private Map<String, TopicState> states(Map<String, TopicDescription> descriptions) {
    var configs = configs(descriptions.keySet());
    var partitions = partitions(descriptions.values());
    var beginnings = offsets(partitions, OffsetSpec.earliest());
    var ends = offsets(partitions, OffsetSpec.latest());
    var states = new LinkedHashMap<String, TopicState>();
    descriptions.forEach(
        (name, description) ->
            states.put(
                name,
                new TopicState(
                    name,
                    description.partitions().get(0).replicas().size(),
                    configs.get(name),
                    ofTopic(description, beginnings),
                    ofTopic(description, ends))));
    return states;
  }

  /**
   * The names of those topics that exist.
   *
   * @throws MeterlineException if Kafka does not answer
   */
  Set<String> names(Collection<String> topics) {
    return describe(topics).keySet();
  }

  /**
   * The descriptions of those topics that exist, by name.
   *
   * @throws MeterlineException if Kafka does not answer
   */
  Map<String, TopicDescription> describe(Collection<String> topics) {
    var descriptions = new LinkedHashMap<String, TopicDescription>();
    admin.describeTopics(topics).topicNameValues().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> describe(entry.getKey(), entry.getValue(), descriptions));
    return descriptions;
  }

  private static void describe(
      String topic, KafkaFuture<TopicDescription> future, Map<String, TopicDescription> descriptions) {
    try {
      descriptions.put(topic, KafkaClients.await(future, "describe " + topic));
    } catch (MeterlineException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
    }
  }

  /**
   * The end offsets of all partitions, from their leaders.
   *
   * @throws MeterlineException if a leader does not answer
   */
  Map<TopicPartition, Long> ends(Collection<TopicDescription> topics) {
    return offsets(partitions(topics), OffsetSpec.latest());
  }

  private static List<TopicPartition> partitions(Collection<TopicDescription> topics) {
    return topics.stream()
        .flatMap(topic -> topic.partitions().stream().map(one -> new TopicPartition(topic.name(), one.partition())))
        .toList();
  }

  /**
   * The topic configs of existing topics, by the name of the topic.
   *
   * @throws MeterlineException if Kafka does not answer
   */
  Map<String, Map<String, String>> configs(Collection<String> topics) {
    var resources = topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    var described = KafkaClients.await(admin.describeConfigs(resources).all(), DOING);
    var configs = new HashMap<String, Map<String, String>>();
    described.forEach((resource, config) -> configs.put(resource.name(), configs(config)));
    return configs;
  }

  private static Map<String, String> configs(Config config) {
    return config.entries().stream()
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
    var asked = partitions.stream().collect(Collectors.toMap(partition -> partition, any -> which));
    var offsets = new HashMap<TopicPartition, Long>();
    KafkaClients.await(admin.listOffsets(asked).all(), DOING)
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  private static List<Long> ofTopic(TopicDescription topic, Map<TopicPartition, Long> offsets) {
    var found = new ArrayList<Long>();
    topic.partitions().forEach(one -> found.add(offsets.get(new TopicPartition(topic.name(), one.partition()))));
    return found;
  }
}
