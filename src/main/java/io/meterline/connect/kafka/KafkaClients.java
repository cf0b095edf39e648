package io.meterline.connect.kafka;

import io.meterline.model.MeterlineException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Creates Kafka clients, and waits for their futures. Kafka's exceptions become {@link MeterlineException}s with a
 * one-line message.
 */
public final class KafkaClients {
  /**
   * The largest row, in bytes. The row of a rejected event contains the event, a mebibyte at most, with every character
   * escaped twice in the worst case, and again in the detail of the rejection.
   */
  public static final int MAX_ROW_BYTES = 16 << 20;

  /** How long to wait for a broker to answer, unless the user's client properties have another {@code default.api.timeout.ms}. */
  public static final Duration TIMEOUT = Duration.ofSeconds(8);

  private static final String TIMEOUT_MILLIS = String.valueOf(TIMEOUT.toMillis());

  /** The timeout of one request, so that a retry fits into {@link #TIMEOUT}. */
  private static final String REQUEST_TIMEOUT_MILLIS = "5000";

  private KafkaClients() {}

  static Admin admin(KafkaCluster cluster) {
    var config =
        config(
            cluster,
            Map.of(
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS),
            Map.of());
    var admin = create("connect to " + cluster, config, Admin::create);
    try {
      await(admin.describeCluster().nodes(), "connect to " + cluster);
      return admin;
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  static <P extends Producer<byte[], byte[]>> P producer(
      KafkaCluster cluster, Map<String, String> settings, Function<Map<String, Object>, P> client) {
    var config = config(cluster, Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS), settings);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(MAX_ROW_BYTES));
    return create("write to " + cluster, config, client);
  }

  static Consumer<byte[], byte[]> consumer(KafkaCluster cluster, Map<String, String> settings) {
    var config =
        config(
            cluster,
            Map.of(
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS),
            settings);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    // Set last, so that the user's properties cannot make readers of the log see different events or ends.
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return create(
        "read from " + cluster,
        config,
        all -> new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /**
   * Waits for the result of a future.
   *
   * @param doing the action, to follow "cannot" in a message
   * @throws MeterlineException if the future fails, or the thread is interrupted
   */
  public static <T> T await(Future<T> future, String doing) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failure(doing, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MeterlineException("cannot " + doing + ": interrupted", e);
    }
  }

  /**
   * A one-line exception for what a client threw.
   *
   * @param doing the action, to follow "cannot" in a message
   */
  public static MeterlineException failure(String doing, Throwable thrown) {
    return new MeterlineException("cannot " + doing + ": " + KafkaErrors.explain(thrown), thrown);
  }

  /** Creates a client. Kafka's exception may quote the properties, so it is not passed on, not even as a cause. */
  private static <T> T create(String doing, Map<String, Object> config, Function<Map<String, Object>, T> client) {
    try {
      return client.apply(config);
    } catch (KafkaException e) {
      throw new MeterlineException("cannot " + doing + ": " + KafkaErrors.explainConfig(e, config.values()));
    }
  }

  /** Later values override earlier ones: defaults, the user's properties, required settings. */
  private static Map<String, Object> config(
      KafkaCluster cluster, Map<String, String> defaults, Map<String, String> settings) {
    var config = new HashMap<String, Object>(defaults);
    config.putAll(cluster.properties().read());
    config.putAll(settings);
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrap());
    return config;
  }
}
