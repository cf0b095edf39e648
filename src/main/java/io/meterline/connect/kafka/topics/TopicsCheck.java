package io.meterline.connect.kafka.topics;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/** Checks, each time it is asked, whether the topics of the log and the views can be read and written. */
public final class TopicsCheck implements AutoCloseable {
  private final KafkaCluster cluster;
  private final List<View> views;
  private Optional<Admin> admin = Optional.empty();

  /** Checks the topics of the log, and those of the given views. */
  public TopicsCheck(KafkaCluster cluster, List<View> views) {
    this.cluster = cluster;
    this.views = List.copyOf(views);
  }

  /** What is wrong now, in one line; empty if nothing is. Takes seconds if no broker answers. */
  public Optional<String> trouble() {
    try {
      if (admin.isEmpty()) {
        admin = Optional.of(cluster.admin());
      }
      return troubleOf(new TopicStates(admin.get()));
    } catch (MeterlineException e) {
      return Optional.of(e.getMessage());
    }
  }

  private Optional<String> troubleOf(TopicStates states) {
    var topics = new ArrayList<>(List.of(Topics.READINGS, Topics.SETTINGS));
    views.forEach(view -> topics.add(Topics.of(view)));
    var found = states.describe(topics);
    for (var topic : topics) {
      if (!found.containsKey(topic)) {
        return Optional.of(topic + ": the topic no longer exists");
      }
      var leaderless = withoutLeader(found.get(topic));
      if (leaderless.isPresent()) {
        return leaderless;
      }
    }
    var configs = states.configs(topics);
    var tooFew =
        views.stream()
            .map(Topics::of)
            .flatMap(topic -> withTooFewReplicas(found.get(topic), configs.get(topic)).stream())
            .findFirst();
    if (tooFew.isEmpty()) {
      // Contacts every leader: one that other brokers can reach may be unreachable from here.
      states.ends(found.values());
    }
    return tooFew;
  }

  /**
   * A message about the first partition with fewer in-sync replicas than a producer with {@code acks=all} requires;
   * empty if there is none.
   */
  static Optional<String> withTooFewReplicas(TopicDescription topic, Map<String, String> configs) {
    var required = Integer.parseInt(configs.getOrDefault(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1"));
    return topic.partitions().stream()
        .filter(partition -> partition.isr().size() < required)
        .map(
            partition ->
                "%s-%d: %d of its replicas are in sync, and min.insync.replicas is %d"
                    .formatted(topic.name(), partition.partition(), partition.isr().size(), required))
        .findFirst();
  }

  private static Optional<String> withoutLeader(TopicDescription topic) {
    return topic.partitions().stream()
        .filter(partition -> partition.leader() == null || partition.leader().isEmpty())
        .map(partition -> topic.name() + "-" + partition.partition() + ": no broker leads this partition")
        .findFirst();
  }

  @Override
  public void close() {
    admin.ifPresent(open -> open.close(Duration.ZERO));
  }
}
