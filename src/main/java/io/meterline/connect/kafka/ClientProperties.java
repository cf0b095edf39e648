package io.meterline.connect.kafka;

import io.meterline.model.MeterlineException;
import java.io.Serializable;
import java.util.Map;

/**
 * Where the properties of Kafka's clients are, such as those for TLS and a login. A run, its job graph and its checkpoints hold
 * the place and nothing of what is there: a client reads it when it is made, on the machine that it is made on.
 */
public sealed interface ClientProperties extends Serializable permits NoProperties, FileProperties, SecretProperties {
  /**
   * The properties as they are now.
   *
   * @throws MeterlineException if they cannot be read on this machine; it tells nothing of their content
   */
  Map<String, String> read();

  /** The place, for a person to read. */
  @Override
  String toString();

  /** None: for a cluster that lets anyone in. */
  static ClientProperties none() {
    return new NoProperties();
  }

  /**
   * Those of a place.
   *
   * @param place the path of a file, or {@code secret://projects/P/secrets/S/versions/V} in Google's Secret Manager
   * @throws MeterlineException if it begins with {@code secret://} and does not go on like that
   */
  static ClientProperties at(String place) {
    return SecretProperties.isAt(place) ? SecretProperties.at(place) : FileProperties.at(place);
  }
}
