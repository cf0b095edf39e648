package io.meterline.bench.live;

import io.meterline.bench.KafkaStreamsJoin;
import io.meterline.bench.SharedProcessor;
import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.settings.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.Stores;

/**
 * Kafka Streams, live: readings are joined with a versioned table of their devices' plans, with a grace period as long
 * as the slack; a processor after it finds the plan's price in a versioned store and adds the day up. Two threads.
 *
 * <p>In its favour: one join does, as every plan's price is in every partition; devices and prices are the log's own
 * bytes; stores have no changelog but that of the readings that wait in the join; a day is one value in memory; a row
 * is published once a second if it changed. A change that is effective later is a version of that time, for which both
 * tables keep a long history.
 */
public final class LiveKafkaStreams {
  private static final Duration HISTORY = Duration.ofDays(400);

  private LiveKafkaStreams() {}

  /** Runs until it is stopped: {@code BOOTSTRAP}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    var state = Files.createTempDirectory("live-kafka-streams-");
    var failed = new CountDownLatch(1);
    try (var streams = new KafkaStreams(topology(), config(args[0], state))) {
      streams.setUncaughtExceptionHandler(
          problem -> {
            System.err.println(problem);
            failed.countDown();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      failed.await();
    }
    System.exit(1);
  }

  private static Topology topology() {
    var builder = new StreamsBuilder();
    var text = Serdes.String();
    builder.addStateStore(
        Stores.versionedKeyValueStoreBuilder(
                Stores.persistentVersionedKeyValueStore(DayProcessor.PRICES, HISTORY), text, Serdes.Long())
            .withLoggingDisabled());
    builder.addStateStore(
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(DayProcessor.DAYS), text, LiveSerdes.sums())
            .withLoggingDisabled());
    var settings =
        builder.stream(Topics.SETTINGS, Consumed.with(text, Serdes.ByteArray()).withTimestampExtractor(LiveKafkaStreams::from));
    sharePrices(settings);
    var plans = plans(settings);
    builder.stream(LiveTopics.PRICES, Consumed.with(text, Serdes.Long())).process(() -> new SharedProcessor(DayProcessor.PRICES), DayProcessor.PRICES);
    var readings =
        Consumed.with(text, LiveSerdes.readings())
            .withTimestampExtractor((record, before) -> ((LoggedReading) record.value()).reading().atMillis());
    builder.stream(Topics.READINGS, readings)
        .leftJoin(
            plans,
            (reading, plan) -> new DayProcessor.OnPlan(reading.reading(), Optional.ofNullable(plan)),
            Joined.with(text, LiveSerdes.readings(), text, "join", LiveContender.SLACK))
        .process(DayProcessor::new, DayProcessor.PRICES, DayProcessor.DAYS)
        .to(LiveTopics.USAGE, Produced.with(text, Serdes.ByteArray()));
    return builder.build();
  }

  private static long from(ConsumerRecord<Object, Object> record, long before) {
    return Version.of(new ChangeEvents(), (byte[]) record.value(), record.timestamp())
        .map(Version::from)
        .orElse(record.timestamp());
  }

  /** Every price to every partition. */
  private static void sharePrices(KStream<String, byte[]> settings) {
    StreamPartitioner<String, Long> all = new ToAll();
    settings
        .flatMap((scope, event) -> versions(event, Scope.Level.PLAN, Long::valueOf))
        .to(LiveTopics.PRICES, Produced.with(Serdes.String(), Serdes.Long(), all));
  }

  private static KTable<String, String> plans(KStream<String, byte[]> settings) {
    var text = Serdes.String();
    return settings
        .flatMap((scope, event) -> versions(event, Scope.Level.DEVICE, plan -> plan))
        .repartition(Repartitioned.with(text, text).withName("plans").withNumberOfPartitions(LiveTopics.PARTITIONS))
        .toTable(
            Materialized.<String, String>as(Stores.persistentVersionedKeyValueStore("plans", HISTORY))
                .withKeySerde(text)
                .withValueSerde(text)
                .withLoggingDisabled());
  }

  private static <T> Set<KeyValue<String, T>> versions(
      byte[] event, Scope.Level level, Function<String, T> value) {
    return Version.of(new ChangeEvents(), event, 0).stream()
        .filter(version -> version.scope().level() == level)
        .map(version -> KeyValue.pair(version.scope().name(), value.apply(version.value())))
        .collect(Collectors.toSet());
  }

  private static final class ToAll implements StreamPartitioner<String, Long> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, Long value, int partitions) {
      return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
    }
  }

  private static Properties config(String bootstrap, Path state) {
    var config = KafkaStreamsJoin.config(bootstrap, state);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
    return config;
  }
}
