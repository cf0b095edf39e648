package io.meterline.connect.kafka;

import io.meterline.model.MeterlineException;
import java.io.Serializable;
import java.util.Map;

/**
 * The location of Kafka client properties, such as those for TLS and a login. A run, its job graph and its checkpoints
 * contain the location, never the properties: each client reads them when it is created, on its own machine.
 */
public sealed interface ClientProperties extends Serializable permits NoProperties, FileProperties, SecretProperties {
  /**
   * Reads the current properties.
   *
   * @throws MeterlineException if they cannot be read on this machine; the message contains nothing of their content
   */
  Map<String, String> read();

  /** The location, for messages. */
  @Override
  String toString();

  /** No properties, for a cluster without TLS or logins. */
  static ClientProperties none() {
    return new NoProperties();
  }

  /**
   * The properties at a location.
   *
   * @param location the path of a file, or {@code secret://projects/P/secrets/S/versions/V} in Google's Secret Manager
   * @throws MeterlineException if it begins with {@code secret://} but does not have this form
   */
  static ClientProperties at(String location) {
    return SecretProperties.isAt(location) ? SecretProperties.at(location) : FileProperties.at(location);
  }
}
