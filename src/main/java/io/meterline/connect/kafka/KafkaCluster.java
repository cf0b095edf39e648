package io.meterline.connect.kafka;

import io.meterline.model.MeterlineException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The address of a Kafka cluster, and the location of the client properties for it.
 *
 * @param bootstrap {@code HOST:PORT}, or several separated by commas
 * @param properties the location of other properties of its clients, such as those for TLS and SASL
 */
public record KafkaCluster(String bootstrap, ClientProperties properties) implements Serializable {
  /** A cluster without TLS or logins. */
  public static KafkaCluster at(String bootstrap) {
    return new KafkaCluster(bootstrap, ClientProperties.none());
  }

  /**
   * A cluster, with a file of client properties.
   *
   * @throws MeterlineException if the file cannot be read
   */
  public static KafkaCluster at(String bootstrap, Path file) {
    return at(bootstrap, file.toString());
  }

  /**
   * A cluster, with client properties from a file or a secret.
   *
   * @param location the path of a file, or {@code secret://projects/P/secrets/S/versions/V} in Google's Secret Manager
   * @throws MeterlineException if it cannot be read
   */
  public static KafkaCluster at(String bootstrap, String location) {
    var properties = ClientProperties.at(location);
    properties.read();
    return new KafkaCluster(bootstrap, properties);
  }

  /**
   * An admin client, once a broker has answered.
   *
   * @throws MeterlineException if none does within {@link KafkaClients#TIMEOUT}, or what the client properties have instead, or it rejects
   *     this user
   */
  public Admin admin() {
    return KafkaClients.admin(this);
  }

  /**
   * An idempotent producer that waits for all in-sync replicas ({@code acks=all}). It connects on first use.
   *
   * @param settings further settings, by the names of Kafka's producer configs
   * @throws MeterlineException if the properties or settings are invalid
   */
  public Producer<byte[], byte[]> producer(Map<String, String> settings) {
    return producer(settings, config -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /**
   * As {@link #producer(Map)}, with a given class of producer.
   *
   * @param client creates the producer from its complete configuration
   */
  public <P extends Producer<byte[], byte[]>> P producer(Map<String, String> settings, Function<Map<String, Object>, P> client) {
    return KafkaClients.producer(this, settings, client);
  }

  /**
   * A consumer that commits no offsets and has no start position: assign its partitions, and seek. It connects on first
   * use.
   *
   * @param settings further settings, by the names of Kafka's consumer configs
   * @throws MeterlineException if the properties or settings are invalid
   */
  public Consumer<byte[], byte[]> consumer(Map<String, String> settings) {
    return KafkaClients.consumer(this, settings);
  }

  /** The bootstrap address. */
  @Override
  public String toString() {
    return bootstrap;
  }
}
