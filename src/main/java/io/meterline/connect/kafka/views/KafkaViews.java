package io.meterline.connect.kafka.views;

import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.Topics;
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
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.ProducerRecordCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes views to their topics, each row under its key, a deleted row as a tombstone. Rows of one key stay in order.
 * After a failure, rows may be published again.
 *
 * @param cluster where the topics are
 * @param timeout how long to wait for a broker to accept a row, at least a second
 */
public record KafkaViews(KafkaCluster cluster, Duration timeout) implements MeterlinePipeline.Sink {
  private static final Duration MAX_REQUEST_TIMEOUT = Duration.ofSeconds(30);
  private static final Coder<byte[]> BYTES = NullableCoder.of(ByteArrayCoder.of());
  private static final Coder<ProducerRecord<byte[], byte[]>> RECORDS = ProducerRecordCoder.of(BYTES, BYTES);

  @Override
  public void write(PCollection<PackedRows> rows, List<View> views) {
    var published = List.copyOf(views);
    var kafka = cluster;
    var wait = timeout;
    rows.apply("Published", Filter.by(some -> some.viewIn(published).isPresent()))
        .apply("To records", ParDo.of(new ToRecords(published)))
        .setCoder(RECORDS)
        .apply(
            "Publish",
            KafkaIO.<byte[], byte[]>writeRecords()
                .withBootstrapServers(cluster.bootstrap())
                .withKeySerializer(ByteArraySerializer.class)
                .withValueSerializer(ByteArraySerializer.class)
                // Each worker reads the client properties itself, so that the job graph contains no secrets.
                .withProducerFactoryFn(
                    config -> kafka.producer(settings(wait), all -> new RowProducer(all, wait))));
  }

  /** Producer properties with the given timeout, capped at about 24 days. */
  public static Map<String, String> settings(Duration timeout) {
    // Kafka stores the milliseconds in an int.
    var longestWait = Math.min(timeout.toMillis(), Integer.MAX_VALUE);
    // Kafka requires request timeout plus linger to be at most the delivery timeout.
    var attempt = Math.min(MAX_REQUEST_TIMEOUT.toMillis(), longestWait / 2);
    return Map.of(
        ProducerConfig.LINGER_MS_CONFIG, "5",
        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
        ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(longestWait),
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, String.valueOf(attempt),
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(longestWait));
  }

  /** Converts each row to a record under its key; a deleted row becomes a tombstone. */
  private static final class ToRecords extends DoFn<PackedRows, ProducerRecord<byte[], byte[]>> {
    private static final long serialVersionUID = 1;

    private final List<View> views;

    ToRecords(List<View> views) {
      this.views = views;
    }

    @ProcessElement
    public void convert(@Element PackedRows rows, OutputReceiver<ProducerRecord<byte[], byte[]>> out) {
      rows.emitTo(
          rows.viewIn(views).orElseThrow(),
          new RowChanges() {
            @Override
            public void row(Row row) {
              out.output(record(row, RowJson.value(row)));
            }

            @Override
            public void deleted(Row row) {
              out.output(record(row, null));
            }
          });
    }

    private static ProducerRecord<byte[], byte[]> record(Row row, byte[] value) {
      Counters.rows(row.view()).inc();
      if (row.view().equals(Rejected.VIEW)) {
        Counters.countRejected(row);
      }
      return new ProducerRecord<>(Topics.of(row.view()), RowJson.key(row), value);
    }
  }
}
