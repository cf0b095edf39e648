package io.meterline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.Stores;

/**
 * Kafka Streams: readings are joined with a versioned table of their devices' own settings, with a grace period; a
 * processor after it finds what many share in a versioned store, and adds up days and alerts. Two threads; the broker
 * is a process of its own, which {@link KafkaStreamsPrepare} has filled.
 *
 * <p>It ends with the bounded log: a record past the end in each partition brings stream time to where the last
 * readings leave the join, and tells the processor to give its last rows.
 *
 * <p>In its favour: a device's own settings are one versioned table, and all that many share is in every partition, so
 * that one join does and nothing is partitioned anew; topics are in order of event time; the days and alerts of a
 * device are one value in memory; no changelog but that of the readings that wait in the join, which cannot be done
 * without; devices are known by a number; rows are summed up where they arise rather than sent to a topic.
 */
public final class KafkaStreamsJoin {
  private static final Duration GRACE = Duration.ofHours(1);
  private static final Duration HISTORY = Duration.ofDays(2);

  private KafkaStreamsJoin() {}

  /** Works on the log: {@code DATA OUT BOOTSTRAP}; DATA is what the topics were filled from, and is not read. */
  public static void main(String[] args) {
    if (args.length < 3) {
      System.err.println("give DATA, OUT and BOOTSTRAP");
      System.exit(2);
    }
    Contender.run(args, data -> totals(args[2]));
  }

  /** The sums of all rows that come of the topics of a broker. */
  static RowTotals totals(String bootstrap) throws IOException, InterruptedException {
    var state = Files.createTempDirectory("kafka-streams-");
    var ended = new CountDownLatch(KafkaTopics.PARTITIONS);
    var failure = new AtomicReference<Throwable>();
    var totals = new RowTotals();
    try (var streams = new KafkaStreams(topology(totals, ended), config(bootstrap, state))) {
      streams.setUncaughtExceptionHandler(
          problem -> {
            failure.set(problem);
            while (ended.getCount() > 0) {
              ended.countDown();
            }
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      ended.await();
    } finally {
      remove(state);
    }
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
    return totals;
  }

  private static Topology topology(RowTotals totals, CountDownLatch ended) {
    var builder = new StreamsBuilder();
    var own =
        builder.table(
            KafkaTopics.OWN,
            Consumed.with(Serdes.Long(), KafkaTopics.own()),
            Materialized.<Long, OwnVersion>as(Stores.persistentVersionedKeyValueStore("own", HISTORY))
                .withLoggingDisabled());
    builder.addStateStore(
        Stores.versionedKeyValueStoreBuilder(
                Stores.persistentVersionedKeyValueStore(MeterProcessor.SHARED, HISTORY), Serdes.String(), Serdes.Long())
            .withLoggingDisabled());
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(MeterProcessor.METERS), Serdes.Long(), KafkaTopics.fold())
            .withLoggingDisabled());
    builder.stream(KafkaTopics.SHARED, Consumed.with(Serdes.String(), Serdes.Long()))
        .process(() -> new SharedProcessor(MeterProcessor.SHARED), MeterProcessor.SHARED);
    builder.stream(KafkaTopics.READINGS, Consumed.with(Serdes.Long(), KafkaTopics.reading()))
        .leftJoin(
            own,
            SettledReading::of,
            Joined.with(Serdes.Long(), KafkaTopics.reading(), KafkaTopics.own(), "join", GRACE))
        .process(() -> new MeterProcessor(totals, ended), MeterProcessor.SHARED, MeterProcessor.METERS);
    return builder.build();
  }

  /** How Kafka Streams is configured, with its state in a folder that does not exist yet. */
  public static Properties config(String bootstrap, Path state) {
    var config = new Properties();
    // A name of its own, so that it begins at the beginning.
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, state.getFileName().toString());
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 10_000);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
    // For the changelog of the readings that wait in the join, which cannot be switched off.
    config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 512 * 1024);
    return config;
  }

  private static void remove(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
