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
 * Makes Kafka's clients, and waits for what they promise. Kafka's exceptions become a {@link MeterlineException} of one
 * line.
 */
public final class KafkaClients {
  /**
   * The largest row, in bytes. A rejected event of the log, a mebibyte at most, is in its row with every character
   * escaped twice in the worst case, and once more in what is said of it.
   */
  public static final int MAX_ROW_BYTES = 16 << 20;

  /** How long a broker has to answer before that is an error. */
  public static final Duration PATIENCE = Duration.ofSeconds(8);

  private static final String PATIENCE_MILLIS = String.valueOf(PATIENCE.toMillis());

  /** One attempt to reach a broker, so that a second one fits into the patience. */
  private static final String ATTEMPT_MILLIS = "5000";

  private KafkaClients() {}

  static Admin admin(KafkaCluster cluster) {
    var config =
        config(
            cluster,
            Map.of(
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, ATTEMPT_MILLIS),
            Map.of());
    var admin = made("connect to " + cluster, config, Admin::create);
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
    var config = config(cluster, Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS), settings);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(MAX_ROW_BYTES));
    return made("write to " + cluster, config, client);
  }

  static Consumer<byte[], byte[]> consumer(KafkaCluster cluster, Map<String, String> settings) {
    var config =
        config(
            cluster,
            Map.of(
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, ATTEMPT_MILLIS),
            settings);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    // All who read the log read the same, and to the same end, whatever else the user's properties are for.
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return made(
        "read from " + cluster,
        config,
        all -> new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }

  /**
   * What was promised, once it is there.
   *
   * @param doing what is being done, to follow "cannot"
   * @throws MeterlineException if it does not come
   */
  public static <T> T await(Future<T> promised, String doing) {
    try {
      return promised.get();
    } catch (ExecutionException e) {
      throw failure(doing, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MeterlineException("cannot " + doing + ": interrupted", e);
    }
  }

  /**
   * One line for what a client threw.
   *
   * @param doing what was being done, to follow "cannot"
   */
  public static MeterlineException failure(String doing, Throwable thrown) {
    return new MeterlineException("cannot " + doing + ": " + KafkaErrors.explain(thrown), thrown);
  }

  /** Makes a client. What Kafka throws may quote the properties, and so does not go on, not even as a cause. */
  private static <T> T made(String doing, Map<String, Object> config, Function<Map<String, Object>, T> client) {
    try {
      return client.apply(config);
    } catch (KafkaException e) {
      throw new MeterlineException("cannot " + doing + ": " + KafkaErrors.explainConfig(e, config.values()));
    }
  }

  /** The later wins: what suits most, what the user says, what the program cannot do without. */
  private static Map<String, Object> config(
      KafkaCluster cluster, Map<String, String> defaults, Map<String, String> settings) {
    var config = new HashMap<String, Object>(defaults);
    config.putAll(cluster.properties().read());
    config.putAll(settings);
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrap());
    return config;
  }
}
