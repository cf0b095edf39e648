package io.meterline.bench.live;

import io.meterline.connect.kafka.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.functions.sink.RichSinkFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes rows from Flink, each under its device and day. Without checkpoints, Flink's own sink would do no more. */
final class RowSink extends RichSinkFunction<UsageOfDay> {
  private static final long serialVersionUID = 1;

  private final String bootstrap;
  private transient Producer<byte[], byte[]> producer;

  RowSink(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  @Override
  public void open(Configuration configuration) {
    producer =
        KafkaCluster.at(bootstrap)
            .producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, "5", ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"));
  }

  @Override
  public void invoke(UsageOfDay row, Context context) {
    var key = (row.device() + ' ' + row.date()).getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(LiveTopics.USAGE, key, row.json()));
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
    }
  }
}
