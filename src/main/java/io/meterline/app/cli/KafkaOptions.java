package io.meterline.app.cli;

import io.meterline.connect.kafka.KafkaCluster;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where Kafka is, as options of a command. */
final class KafkaOptions {
  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Where Kafka is; several brokers with commas between them.")
  private String bootstrap;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "A file of Kafka client properties, as for TLS or a login.")
  private Optional<Path> config;

  /**
   * The cluster.
   *
   * @throws io.meterline.model.MeterlineException if the file cannot be read
   */
  KafkaCluster cluster() {
    return config.map(file -> KafkaCluster.at(bootstrap, file)).orElseGet(() -> KafkaCluster.at(bootstrap));
  }

  /** Where Kafka is, as it was given. */
  String bootstrap() {
    return bootstrap;
  }
}
