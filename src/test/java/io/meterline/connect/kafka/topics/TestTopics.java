package io.meterline.connect.kafka.topics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.KafkaCluster;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** Changes to topics behind the program's back. */
public final class TestTopics {
  private TestTopics() {}

  /** Deletes every topic, and waits until none is left. */
  public static void deleteAll(Admin admin) throws Exception {
    admin.deleteTopics(names(admin)).all().get();
    var deadline = System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
    while (!names(admin).isEmpty()) {
      assertTrue(System.nanoTime() < deadline, "topics are still there");
    }
  }

  /** Deletes a topic, and waits until it is gone. */
  public static void delete(Admin admin, String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get();
    var deadline = System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
    while (names(admin).contains(topic)) {
      assertTrue(System.nanoTime() < deadline, topic + " is still there");
    }
  }

  /** The names of all topics. */
  public static Set<String> names(Admin admin) throws Exception {
    return admin.listTopics().names().get();
  }

  /** Changes one config of a topic, and waits until the broker has it: the controller confirms it earlier. */
  public static void set(Admin admin, String topic, String config, String value) throws Exception {
    var change = new AlterConfigOp(new ConfigEntry(config, value), AlterConfigOp.OpType.SET);
    var changes = Map.<ConfigResource, Collection<AlterConfigOp>>of(resource(topic), List.of(change));
    admin.incrementalAlterConfigs(changes).all().get();
    var deadline = System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
    while (!value.equals(get(admin, topic, config))) {
      assertTrue(System.nanoTime() < deadline, topic + " has no " + config + "=" + value);
    }
  }

  /** One config of a topic. */
  public static String get(Admin admin, String topic, String config) throws Exception {
    return admin.describeConfigs(List.of(resource(topic))).all().get().get(resource(topic)).get(config).value();
  }

  /** Writes a record to partition 0. */
  public static void write(KafkaCluster cluster, String topic, byte[] value) throws Exception {
    try (var producer = cluster.producer(Map.of())) {
      producer.send(new ProducerRecord<>(topic, 0, new byte[] {'k'}, value)).get();
    }
  }

  /** Deletes the events of partition 0 before an offset. */
  public static void deleteBefore(Admin admin, String topic, long offset) throws Exception {
    deleteBefore(admin, topic, 0, offset);
  }

  /** Deletes the events of a partition before an offset. */
  public static void deleteBefore(Admin admin, String topic, int partition, long offset) throws Exception {
    admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset))).all().get();
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
