package io.meterline.app.demo;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.connect.kafka.views.RowJson;
import io.meterline.engine.analysis.Alerts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the topic of alerts as it grows. For one thread. */
final class AlertWatch implements AutoCloseable {
  private static final String TOPIC = Topics.of(Alerts.VIEW);

  private final Consumer<byte[], byte[]> consumer;
  private final AlertNews news = new AlertNews();

  private AlertWatch(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Watches from the first alert on. */
  static AlertWatch of(KafkaCluster cluster) {
    var consumer = cluster.consumer(Map.of());
    try {
      var partitions =
          consumer.partitionsFor(TOPIC).stream().map(one -> new TopicPartition(TOPIC, one.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return new AlertWatch(consumer);
    } catch (KafkaException e) {
      consumer.close();
      throw KafkaClients.failure("watch " + TOPIC, e);
    }
  }

  /** Waits at most this long for news, and returns it. */
  List<AlertNews.News> poll(Duration atMost) {
    var found = new ArrayList<AlertNews.News>();
    try {
      for (var record : consumer.poll(atMost)) {
        var row = Optional.ofNullable(record.value()).map(value -> RowJson.read(Alerts.VIEW, value));
        news.take(new String(record.key(), StandardCharsets.UTF_8), row).ifPresent(found::add);
      }
    } catch (KafkaException e) {
      throw KafkaClients.failure("watch " + TOPIC, e);
    }
    return found;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
