package io.meterline.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.types.Row;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;

/**
 * Brings the log into the topics of {@link KafkaStreamsJoin}, which is not part of what is measured: readings and
 * settings by the time they are for. Two records of no meter end each partition of readings, as streams go on for ever
 * and only a later record shows that the readings before it are whole.
 */
public final class KafkaStreamsPrepare {
  private static final long DAY_MILLIS = 86_400_000;
  private static final Comparator<Versioned> BY_TIME = Comparator.comparingLong(Versioned::from);

  private final Producer<byte[], byte[]> producer;

  private KafkaStreamsPrepare(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Makes and fills the topics: {@code DATA BOOTSTRAP}; the broker has none of them yet. */
  public static void main(String[] args) throws ExecutionException, InterruptedException {
    if (args.length != 2) {
      System.err.println("give DATA and BOOTSTRAP");
      System.exit(2);
    }
    fill(Path.of(args[0]), args[1]);
  }

  /** Makes the topics of a log and fills them. */
  static void fill(Path data, String bootstrap) throws ExecutionException, InterruptedException {
    var broker = Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    try (var admin = Admin.create(broker)) {
      var forEver = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");
      var topics =
          Stream.of(KafkaTopics.READINGS, KafkaTopics.OWN, KafkaTopics.SHARED)
              .map(name -> new NewTopic(name, KafkaTopics.PARTITIONS, (short) 1).configs(forEver))
              .toList();
      admin.createTopics(topics).all().get();
    }
    var options =
        Map.<String, Object>of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            ProducerConfig.LINGER_MS_CONFIG, 20,
            ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024,
            ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    try (var producer = new KafkaProducer<>(options, new ByteArraySerializer(), new ByteArraySerializer())) {
      var prepare = new KafkaStreamsPrepare(producer);
      prepare.settings(SqlSettings.of(data));
      prepare.readings(data);
      producer.flush();
    }
  }

  private void settings(SqlSettings settings) {
    var own = new ArrayList<Versioned>();
    settings.own((row, from) -> own.add(new Versioned(from, row)));
    own.sort(BY_TIME);
    own.forEach(this::sendOwn);
    var shared = new ArrayList<Versioned>();
    settings.prices((row, from) -> shared.add(new Versioned(from, named(KafkaTopics.price(name(row)), row))));
    settings.thresholds((row, from) -> shared.add(new Versioned(from, named(KafkaTopics.threshold(name(row)), row))));
    shared.sort(BY_TIME);
    shared.forEach(this::sendShared);
  }

  /** A row, and from when it holds. */
  private record Versioned(long from, Row row) {}

  private static String name(Row row) {
    return (String) row.getField(0);
  }

  private static Row named(String key, Row row) {
    return Row.of(key, row.getField(1));
  }

  private void sendOwn(Versioned versioned) {
    var row = versioned.row();
    var threshold = (Long) row.getField(3);
    var version =
        new OwnVersion(
            (String) row.getField(1),
            (String) row.getField(2),
            threshold == null ? OptionalLong.empty() : OptionalLong.of(threshold));
    send(KafkaTopics.OWN, (Long) row.getField(0), versioned.from(), KafkaTopics.own(), version);
  }

  private void sendShared(Versioned versioned) {
    var key = Serdes.String().serializer().serialize(KafkaTopics.SHARED, name(versioned.row()));
    var value = Serdes.Long().serializer().serialize(KafkaTopics.SHARED, (Long) versioned.row().getField(1));
    for (var partition = 0; partition < KafkaTopics.PARTITIONS; partition++) {
      send(KafkaTopics.SHARED, partition, versioned.from(), key, value);
    }
  }

  private void readings(Path data) {
    var last = 0L;
    try (var readings = MergedPartitions.share(data, 0, 1)) {
      while (readings.hasNext()) {
        var reading = readings.next();
        last = reading.at();
        send(KafkaTopics.READINGS, reading.meter(), last, KafkaTopics.reading(), reading);
      }
    }
    // The first of them comes out of the join when the second goes in.
    end(last + DAY_MILLIS);
    end(last + 2 * DAY_MILLIS);
  }

  private void end(long at) {
    var key = Serdes.Long().serializer().serialize(KafkaTopics.READINGS, KafkaTopics.END);
    var value =
        KafkaTopics.reading()
            .serializer()
            .serialize(KafkaTopics.READINGS, new MeterReading(KafkaTopics.END, at, 1, 0));
    for (var partition = 0; partition < KafkaTopics.PARTITIONS; partition++) {
      send(KafkaTopics.READINGS, partition, at, key, value);
    }
  }

  /** Sends a record of a meter to the partition that Kafka has for its key, which is one for all topics. */
  private <T> void send(String topic, long meter, long time, Serde<T> serde, T value) {
    var key = Serdes.Long().serializer().serialize(topic, meter);
    var partition = Utils.toPositive(Utils.murmur2(key)) % KafkaTopics.PARTITIONS;
    send(topic, partition, time, key, serde.serializer().serialize(topic, value));
  }

  private void send(String topic, int partition, long time, byte[] key, byte[] value) {
    producer.send(new ProducerRecord<>(topic, partition, time, key, value));
  }
}
