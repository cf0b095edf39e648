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

/** The producer of rows. It fails with a {@link MeterlineException} of one line that names the topic, and does not close for long. */
final class RowProducer extends KafkaProducer<byte[], byte[]> {
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

  private final Duration patience;

  /**
   * A producer.
   *
   * @param config its whole configuration
   * @param patience how long that has it wait for a broker
   */
  RowProducer(Map<String, Object> config, Duration patience) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.patience = patience;
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
        ? new MeterlineException("cannot " + doing + ": no broker took its rows for " + patience, e)
        : KafkaClients.failure(doing, e);
  }

  /** What is in flight has been flushed at the end of its bundle, or its bundle failed. */
  @Override
  public void close() {
    close(LONGEST_CLOSE);
  }
}
