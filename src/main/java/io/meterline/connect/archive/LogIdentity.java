package io.meterline.connect.archive;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.topics.Topics;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/**
 * What tells a log in Kafka from every other. A topic that is made anew under the name of an earlier one is another log.
 *
 * @param cluster the identifier of the cluster
 * @param readings the identifier of the topic of readings
 * @param settings the identifier of the topic of settings changes
 */
public record LogIdentity(String cluster, String readings, String settings) {
  private static final String DOING = "tell which log this is";

  /**
   * Asks Kafka for the identity of its log.
   *
   * @throws io.meterline.model.MeterlineException if there is no such log, or Kafka does not say
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
