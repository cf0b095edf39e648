package io.meterline.app.cli;

import io.meterline.connect.kafka.KafkaCluster;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option for the location of Kafka client properties. */
final class KafkaConfigOption {
  @Option(
      names = "--kafka-config",
      paramLabel = "FILE|SECRET",
      description =
          "Kafka client properties, as for TLS or a login: a file, or secret://projects/P/secrets/S/versions/V in Google's Secret"
              + " Manager. A run stores only the location: each machine of a cluster reads it.")
  private Optional<String> location;

  /** The location, as given. */
  Optional<String> location() {
    return location;
  }

  /**
   * The cluster at an address.
   *
   * @param bootstrap {@code HOST:PORT}, several separated by commas
   * @throws io.meterline.model.MeterlineException if the properties cannot be read
   */
  KafkaCluster cluster(String bootstrap) {
    return location.map(at -> KafkaCluster.at(bootstrap, at)).orElseGet(() -> KafkaCluster.at(bootstrap));
  }
}
