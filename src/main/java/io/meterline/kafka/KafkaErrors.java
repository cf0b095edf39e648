package io.meterline.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Says in words of the user what Kafka's exceptions mean. */
final class KafkaErrors {
  private KafkaErrors() {}

  static String explain(Throwable thrown) {
    var root = root(thrown);
    if (root instanceof AuthorizationException) {
      return message(root) + " (Kafka does not permit it to this user; --kafka-config may name another)";
    }
    if (root instanceof AuthenticationException) {
      return message(root) + " (Kafka does not let this user in; see the user and password in --kafka-config)";
    }
    if (root instanceof TimeoutException) {
      return "no Kafka broker has answered for "
          + KafkaClients.PATIENCE.toSeconds()
          + " seconds; is it running, is the address right, and does it want TLS or a login (--kafka-config)?";
    }
    if (root instanceof UnknownTopicOrPartitionException) {
      return "there is no such topic; 'meterline topics' creates it";
    }
    if (root instanceof ConfigException) {
      return message(root);
    }
    return root.getClass().getSimpleName() + ": " + message(root);
  }

  /** What is behind the exceptions that only say that a client could not be made. */
  private static Throwable root(Throwable thrown) {
    var root = thrown;
    while (root.getClass() == KafkaException.class && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String message(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).replaceAll("[.\\s]+$", "");
  }
}
