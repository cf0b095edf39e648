package io.meterline.page.live;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.connect.kafka.views.RowJson;
import io.meterline.engine.analysis.Alerts;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.view.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Publishes rows as a run does. */
final class Publisher implements AutoCloseable {
  static final LocalDate DAY = LocalDate.parse("2026-03-29");

  private final Producer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  Publisher(KafkaCluster cluster) {
    this.producer = cluster.producer(Map.of());
  }

  /** Creates the topics of the log and of all views. */
  static void createTopics(KafkaCluster cluster, int partitions) {
    try (var admin = cluster.admin()) {
      Topics.create(admin, Analyses.standard().views(), partitions, Optional.empty());
    }
  }

  static Row usage(String device, LocalDate date, long milliwattHours) {
    return usage(device, date, List.of(milliwattHours, -1L, 0L));
  }

  static Row usage(String device, LocalDate date, List<Long> hourly) {
    return Usage.VIEW.row(
        1, device, date, "Europe/Paris", hourly.get(0), OptionalLong.of(3), 1L, hourly, 7L, OptionalLong.empty(), 1800L);
  }

  static Row alert(String device, Instant opened) {
    return Alerts.VIEW.row(1, device, opened, Optional.empty(), 2000L, 2400L, OptionalLong.of(9), 1L);
  }

  /** Publishes a row. */
  void row(Row row) {
    send(Topics.of(row.view()), RowJson.key(row), RowJson.value(row));
  }

  /** Publishes that there is no row of a key. */
  void deleted(Row row) {
    send(Topics.of(row.view()), RowJson.key(row), null);
  }

  /** Publishes text where a row should be. */
  void text(String topic, String key, String value) {
    send(topic, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  /** Publishes anything. */
  void send(String topic, byte[] key, byte[] value) {
    sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
  }

  /** Waits until the broker has everything. */
  void flush() {
    producer.flush();
    sent.forEach(one -> KafkaClients.await(one, "publish"));
    sent.clear();
  }

  @Override
  public void close() {
    producer.close();
  }
}
