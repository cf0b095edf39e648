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
 * Where Kafka is, and where it says how to be let in.
 *
 * @param bootstrap {@code HOST:PORT}, several with commas between them
 * @param properties where it is written what else its clients are told, such as TLS and SASL
 */
public record KafkaCluster(String bootstrap, ClientProperties properties) implements Serializable {
  /** A cluster that lets anyone in. */
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
   * @param place the path of a file, or {@code secret://projects/P/secrets/S/versions/V} in Google's Secret Manager
   * @throws MeterlineException if it cannot be read
   */
  public static KafkaCluster at(String bootstrap, String place) {
    var properties = ClientProperties.at(place);
    properties.read();
    return new KafkaCluster(bootstrap, properties);
  }

  /**
   * An administrator, once a broker has answered.
   *
   * @throws MeterlineException if none does within {@link KafkaClients#PATIENCE}, or it refuses this user
   */
  public Admin admin() {
    return KafkaClients.admin(this);
  }

  /**
   * A producer that has every record acknowledged by all replicas, without doubling one. It connects when it is used.
   *
   * @param settings what it is told beyond that, by the names of Kafka's producer configs
   * @throws MeterlineException if it cannot be made of the properties and settings
   */
  public Producer<byte[], byte[]> producer(Map<String, String> settings) {
    return producer(settings, config -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /**
   * The same, of a class of its own.
   *
   * @param client makes it of the whole configuration
   */
  public <P extends Producer<byte[], byte[]>> P producer(Map<String, String> settings, Function<Map<String, Object>, P> client) {
    return KafkaClients.producer(this, settings, client);
  }

  /**
   * A consumer that commits nothing and begins nowhere by itself: partitions are to be assigned and sought. It connects
   * when it is used.
   *
   * @param settings what it is told beyond that, by the names of Kafka's consumer configs
   * @throws MeterlineException if it cannot be made of the properties and settings
   */
  public Consumer<byte[], byte[]> consumer(Map<String, String> settings) {
    return KafkaClients.consumer(this, settings);
  }

  /** Where it is. */
  @Override
  public String toString() {
    return bootstrap;
  }
}
