package io.meterline.connect.kafka;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Explains Kafka's exceptions in the user's terms. */
final class KafkaErrors {
  private static final int MIN_SECRET_LENGTH = 4;

  /** Words of every JAAS config, which reveal nothing. */
  private static final Set<String> JAAS_KEYWORDS = Set.of("username", "password", "required");

  /** Matches errors about the bootstrap address, which is given apart from the client properties. */
  private static final Pattern ADDRESS = Pattern.compile("bootstrap\\.servers");

  /** Matches the name of an invalid property, and the list of valid values, which does not quote the invalid one. */
  private static final Pattern INVALID_VALUE =
      Pattern.compile("(?s)Invalid value .* for configuration ([a-z0-9._]+)(: String must be one of[^:]*: [A-Z_, ]+)?.*");

  private KafkaErrors() {}

  static String explain(Throwable thrown) {
    var root = root(thrown);
    if (root instanceof AuthorizationException) {
      return message(root) + " (this user is not authorized; --kafka-config may name another)";
    }
    if (root instanceof SslAuthenticationException) {
      return message(root)
          + ": "
          + message(deepest(root))
          + " (the TLS handshake failed, before any login: does the broker speak TLS on this port, and do the ssl. properties"
          + " in --kafka-config trust its certificate?)";
    }
    if (root instanceof AuthenticationException) {
      return message(root) + " (Kafka rejected the login; check the user and password in --kafka-config)";
    }
    if (root instanceof TimeoutException) {
      return "no Kafka broker has answered in time; is it running, is the address right, and does it want TLS or a login"
          + " (--kafka-config)?";
    }
    if (root instanceof UnknownTopicOrPartitionException) {
      return "there is no such topic; 'meterline topics' creates it";
    }
    return root.getClass().getSimpleName() + ": " + message(root);
  }

  /**
   * Explains why a client could not be created, without quoting the properties: an invalid value may be a password.
   *
   * @param values the values of all properties
   */
  static String explainConfig(KafkaException thrown, Collection<?> values) {
    var root = root(thrown);
    var text = message(root);
    if (text.contains(" in JAAS config") || text.startsWith("JAAS config ") || root instanceof LoginException) {
      return "the client properties have a sasl.jaas.config that Kafka does not accept; write it as MODULE required"
          + " username=\"USER\" password=\"PASSWORD\";";
    }
    if (root instanceof ConfigException && !ADDRESS.matcher(text).find()) {
      var named = INVALID_VALUE.matcher(text);
      return named.matches()
          ? "the client properties have a " + named.group(1) + " that Kafka does not accept"
              + (named.group(2) == null ? "" : named.group(2))
          : "Kafka does not accept the client properties: " + redacted(text, values);
    }
    return root instanceof ConfigException ? text : root.getClass().getSimpleName() + ": " + redacted(text, values);
  }

  /** The text, or a note instead of it if it contains a part of a property's value. */
  private static String redacted(String text, Collection<?> values) {
    var isQuoted =
        values.stream()
            .flatMap(value -> Stream.of(value.toString().split("[\\s\"'=;,]+")))
            .filter(word -> word.length() >= MIN_SECRET_LENGTH && !JAAS_KEYWORDS.contains(word))
            .anyMatch(text::contains);
    return isQuoted ? "its message is not shown, as it quotes the client properties" : text;
  }

  private static Throwable deepest(Throwable thrown) {
    var deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  /** The cause behind plain {@link KafkaException}s, which only say that a client could not be created. */
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
