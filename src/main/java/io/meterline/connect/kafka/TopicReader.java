package io.meterline.connect.kafka;

import io.meterline.model.MeterlineException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads a topic from its beginning to the end that it has when reading begins. */
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(500);

  private TopicReader() {}

  /**
   * Reads every record of a topic.
   *
   * @param records accepts each record, in order within a partition
   * @throws MeterlineException if there is no such topic, or Kafka does not answer, or does not authorize the read
   */
  public static void readToEnd(
      KafkaCluster cluster, String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> records) {
    try (var consumer = cluster.consumer(Map.of())) {
      var partitions =
          consumer.partitionsFor(topic).stream().map(one -> new TopicPartition(topic, one.partition())).toList();
      if (partitions.isEmpty()) {
        throw KafkaClients.failure("read " + topic, new UnknownTopicOrPartitionException());
      }
      var ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      read(consumer, ends, topic, records);
    } catch (KafkaException e) {
      throw KafkaClients.failure("read " + topic, e);
    }
  }

  private static void read(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      String topic,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> records) {
    var deadline = deadline();
    while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      var read = consumer.poll(POLL);
      for (var record : read) {
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
          records.accept(record);
        }
      }
      if (!read.isEmpty()) {
        deadline = deadline();
      } else if (System.nanoTime() > deadline) {
        throw new MeterlineException(
            "cannot read " + topic + ": no record has arrived for " + KafkaClients.TIMEOUT.toSeconds() + " seconds");
      }
    }
  }

  private static long deadline() {
    return System.nanoTime() + KafkaClients.TIMEOUT.toNanos();
  }
}
