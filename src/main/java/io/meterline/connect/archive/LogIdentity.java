package io.meterline.connect.archive;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.topics.Topics;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/**
 * The identity of a log in Kafka. A topic that was deleted and created again under the same name is a different log.
 *
 * @param cluster the id of the cluster
 * @param readings the id of the topic of readings
 * @param settings the id of the topic of settings changes
 */
public record LogIdentity(String cluster, String readings, String settings) {
  private static final String DOING = "identify the log";

  /**
   * The identity of the log of a cluster.
   *
   * @throws io.meterline.model.MeterlineException if there is no such log, or Kafka does not answer
   */
  public static LogIdentity of(Admin admin) {
    var cluster = KafkaClients.await(admin.describeCluster().clusterId(), DOING);
    var topics =
        KafkaClients.await(
            admin.describeTopics(List.of(Topics.READINGS, Topics.SETTINGS)).allTopicNames(), DOING);
    return new LogIdentity(
        cluster,
        topics.get(Topics.READINGS).topicId().toString(),
        topics.get(Topics.SETTINGS).topicId().toString());
  }
}
