package io.meterline.connect.kafka.log;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Publishes events to the log, in batches. Not thread-safe. */
public final class LogPublisher implements AutoCloseable {
  private static final Map<String, String> MANY_AT_A_TIME =
      Map.of(
          ProducerConfig.LINGER_MS_CONFIG, "10",
          ProducerConfig.BATCH_SIZE_CONFIG, "262144",
          ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
          ProducerConfig.MAX_BLOCK_MS_CONFIG, "60000");

  private static final String DOING = "publish to the log";

  private final Producer<byte[], byte[]> producer;
  private final ReadingEvents readings = new ReadingEvents();
  private final ChangeEvents changes = new ChangeEvents();
  private final AtomicReference<Exception> failed = new AtomicReference<>();

  private LogPublisher(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * A publisher for the log of a cluster.
   *
   * @throws io.meterline.model.MeterlineException if it cannot be reached, or has no valid log
   */
  public static LogPublisher to(KafkaCluster cluster) {
    try (var admin = cluster.admin()) {
      Topics.requireLog(admin);
    }
    return new LogPublisher(cluster.producer(MANY_AT_A_TIME));
  }

  /**
   * Sends a reading asynchronously. Once {@link #flush} returns, the log has it.
   *
   * @throws io.meterline.model.MeterlineException if this or an earlier event cannot be sent
   */
  public void send(String device, Reading reading) {
    send(Topics.READINGS, device, readings.encode(device, reading));
  }

  /** Sends a settings change, as {@link #send(String, Reading)}; its position is ignored. */
  public void send(LoggedChange change) {
    send(Topics.SETTINGS, change.scope(), changes.encode(change));
  }

  private void send(String topic, String key, byte[] value) {
    check();
    try {
      producer.send(
          new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value),
          (sent, failure) -> {
            if (failure != null) {
              failed.compareAndSet(null, failure);
            }
          });
    } catch (KafkaException e) {
      throw KafkaClients.failure(DOING, e);
    }
  }

  /**
   * Waits until the log has acknowledged everything sent.
   *
   * @throws io.meterline.model.MeterlineException if an event cannot be sent
   */
  public void flush() {
    try {
      producer.flush();
    } catch (KafkaException e) {
      throw KafkaClients.failure(DOING, e);
    }
    check();
  }

  private void check() {
    var failure = failed.get();
    if (failure != null) {
      throw KafkaClients.failure(DOING, failure);
    }
  }

  /** Closes the connection. What was sent since the last {@link #flush} may or may not be in the log. */
  @Override
  public void close() {
    producer.close();
  }
}
