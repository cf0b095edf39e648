package io.meterline.app.cli;

import io.meterline.connect.kafka.KafkaCluster;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where Kafka is, as options of a command. */
final class KafkaOptions {
  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Where Kafka is; several brokers with commas between them.")
  private String bootstrap;

  @Mixin private KafkaConfigOption config;

  /**
   * The cluster.
   *
   * @throws io.meterline.model.MeterlineException if the file cannot be read
   */
  KafkaCluster cluster() {
    return config.cluster(bootstrap);
  }

  /** Where Kafka is, as it was given. */
  String bootstrap() {
    return bootstrap;
  }
}
