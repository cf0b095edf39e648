package io.meterline.app.cli;

import io.meterline.connect.kafka.KafkaCluster;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the properties of Kafka's clients are, as an option of a command. */
final class KafkaConfigOption {
  @Option(
      names = "--kafka-config",
      paramLabel = "FILE|SECRET",
      description =
          "Kafka client properties, as for TLS or a login: a file, or secret://projects/P/secrets/S/versions/V in Google's Secret"
              + " Manager. A run holds only the place: each machine of a cluster reads it anew.")
  private Optional<String> place;

  /** The place, as it was given. */
  Optional<String> place() {
    return place;
  }

  /**
   * The cluster at an address.
   *
   * @param bootstrap {@code HOST:PORT}, several with commas between them
   * @throws io.meterline.model.MeterlineException if the properties cannot be read
   */
  KafkaCluster cluster(String bootstrap) {
    return place.map(at -> KafkaCluster.at(bootstrap, at)).orElseGet(() -> KafkaCluster.at(bootstrap));
  }
}
