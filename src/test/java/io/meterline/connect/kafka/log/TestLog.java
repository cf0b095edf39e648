package io.meterline.connect.kafka.log;

import io.meterline.app.demo.LocalBroker;
import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.log.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A log on its own broker, with enough partitions to give each test of a class its own. */
public final class TestLog implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final KafkaCluster cluster;
  private final Producer<byte[], byte[]> producer;
  private LocalBroker broker;

  public TestLog(Path folder, int partitions) {
    this.folder = folder;
    this.broker = LocalBroker.start(folder);
    this.port = Integer.parseInt(broker.bootstrap().split(":")[1]);
    this.cluster = KafkaCluster.at(broker.bootstrap());
    try (var admin = cluster.admin()) {
      var settings = Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "-1", "retention.bytes", "-1");
      var topics =
          List.of(Topics.READINGS, Topics.SETTINGS).stream()
              .map(name -> new NewTopic(name, Optional.of(partitions), Optional.<Short>empty()).configs(settings))
              .toList();
      KafkaClients.await(admin.createTopics(topics).all(), "create topics");
      Topics.create(admin, Analyses.standard().views(), partitions, Optional.empty());
    }
    this.producer = cluster.producer(Map.of());
  }

  public KafkaCluster cluster() {
    return cluster;
  }

  /** Sends an event, and waits until the log has it. An empty value is sent as null. */
  public RecordMetadata send(Kind kind, int partition, Optional<byte[]> value) {
    return KafkaClients.await(
        producer.send(new ProducerRecord<>(Topics.of(kind), partition, null, value.orElse(null))), "send an event");
  }

  /** Sends events, and waits until the log has them all. */
  public List<RecordMetadata> sendAll(Kind kind, int partition, List<byte[]> values) {
    var sent =
        values.stream()
            .map(value -> producer.send(new ProducerRecord<byte[], byte[]>(Topics.of(kind), partition, null, value)))
            .toList();
    producer.flush();
    return sent.stream().map(one -> KafkaClients.await(one, "send an event")).toList();
  }

  /** Restarts the broker on the same data. */
  public void restart(Runnable whileItIsDown) {
    broker.close();
    whileItIsDown.run();
    broker = LocalBroker.start(folder, port);
  }

  @Override
  public void close() {
    producer.close();
    broker.close();
  }
}
