package io.meterline.app.cli;

import io.meterline.connect.kafka.KafkaCluster;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for connecting to Kafka. */
final class KafkaOptions {
  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Address of the brokers, several separated by commas.")
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

  /** The address of the brokers, as given. */
  String bootstrap() {
    return bootstrap;
  }
}
