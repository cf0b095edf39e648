package io.meterline.connect.kafka.views;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.model.MeterlineException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The producer of rows. Failures are {@link MeterlineException}s, whose one-line message names the topic. Closing it
 * takes at most five seconds.
 */
final class RowProducer extends KafkaProducer<byte[], byte[]> {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Duration timeout;

  /**
   * A producer.
   *
   * @param config its complete configuration
   * @param timeout its delivery timeout, for messages
   */
  RowProducer(Map<String, Object> config, Duration timeout) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.timeout = timeout;
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    try {
      return super.send(
          record, (metadata, e) -> callback.onCompletion(metadata, e == null ? null : failed(record.topic(), e)));
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      throw failed(record.topic(), e);
    }
  }

  private MeterlineException failed(String topic, Exception e) {
    var doing = "publish to " + topic;
    return e instanceof TimeoutException
        ? new MeterlineException("cannot " + doing + ": no broker accepted its rows for " + timeout, e)
        : KafkaClients.failure(doing, e);
  }

  /** Nothing is in flight: records were flushed at the end of their bundle, or the bundle failed. */
  @Override
  public void close() {
    close(CLOSE_TIMEOUT);
  }
}
