package io.meterline.connect.kafka.views;

import io.meterline.connect.kafka.KafkaClients;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.PackedRows;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.RowChanges;
import io.meterline.model.view.View;
import io.meterline.pipeline.Counters;
import io.meterline.pipeline.MeterlinePipeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Publishes views to their topics, each row under its key; a row that is no more as a key without a value. Rows of one key
 * keep their order, and a row can come again after a failure.
 *
 * @param cluster where the topics are
 * @param patience how long it waits for a broker to take a row, at least a second
 */
public record KafkaViews(KafkaCluster cluster, Duration patience) implements MeterlinePipeline.Sink {
  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(30);

  @Override
  public void write(PCollection<PackedRows> rows, List<View> views) {
    var published = List.copyOf(views);
    rows.apply("Published", Filter.by(some -> some.viewIn(published).isPresent()))
        .apply("Publish", ParDo.of(new PublishFn(cluster, patience, published)));
  }

  /** What a producer is told that waits so long for a broker; longer than 24 days is as these. */
  public static Map<String, String> settings(Duration patience) {
    // Kafka counts the milliseconds in an int.
    var longestWait = Math.min(patience.toMillis(), Integer.MAX_VALUE);
    // Kafka wants an attempt to end before all of them do, with room for the linger.
    var attempt = Math.min(LONGEST_ATTEMPT.toMillis(), longestWait / 2);
    return Map.of(
        ProducerConfig.LINGER_MS_CONFIG, "5",
        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
        ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(longestWait),
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, String.valueOf(attempt),
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(longestWait));
  }

  private static final class PublishFn extends DoFn<PackedRows, Void> {
    private static final long serialVersionUID = 1;
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final KafkaCluster cluster;
    private final Duration patience;
    private final List<View> views;
    private transient Producer<byte[], byte[]> producer;
    private transient AtomicReference<Optional<Failure>> failure;

    private record Failure(String topic, Exception cause) {}

    PublishFn(KafkaCluster cluster, Duration patience, List<View> views) {
      this.cluster = cluster;
      this.patience = patience;
      this.views = views;
    }

    @Setup
    public void setup() {
      failure = new AtomicReference<>(Optional.empty());
      producer = cluster.producer(settings(patience));
    }

    @ProcessElement
    public void publish(@Element PackedRows rows) {
      rows.giveTo(
          rows.viewIn(views).orElseThrow(),
          new RowChanges() {
            @Override
            public void row(Row row) {
              send(row, RowJson.value(row));
            }

            @Override
            public void deleted(Row row) {
              send(row, null);
            }
          });
    }

    /** Sends a row under its key; without a value, that it is no more. */
    private void send(Row row, byte[] value) {
      var view = row.view();
      var topic = Topics.of(view);
      var record = new ProducerRecord<>(topic, RowJson.key(row), value);
      try {
        producer.send(
            record,
            (metadata, e) -> {
              if (e != null) {
                failure.compareAndSet(Optional.empty(), Optional.of(new Failure(topic, e)));
              }
            });
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        throw failed(new Failure(topic, e));
      }
      Counters.rows(view).inc();
      if (view.equals(Rejected.VIEW)) {
        Counters.rejected(Rejected.reason(row)).inc();
      }
    }

    /** A bundle is done when its rows are in Kafka. */
    @FinishBundle
    public void finishBundle() {
      producer.flush();
      var failed = failure.getAndSet(Optional.empty());
      if (failed.isPresent()) {
        throw failed(failed.get());
      }
    }

    private MeterlineException failed(Failure failure) {
      var doing = "publish to " + failure.topic;
      return failure.cause instanceof TimeoutException
          ? new MeterlineException("cannot " + doing + ": no broker took its rows for " + patience, failure.cause)
          : KafkaClients.failure(doing, failure.cause);
    }

    @Teardown
    public void teardown() {
      producer.close(LONGEST_END);
    }
  }
}
