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

/** Says in words of the user what Kafka's exceptions mean. */
final class KafkaErrors {
  private static final int SHORTEST_SECRET = 4;

  /** Words of a login that tell nothing of it. */
  private static final Set<String> OF_EVERY_LOGIN = Set.of("username", "password", "required");

  /** The bootstrap address, which is not among the client properties. */
  private static final Pattern OF_THE_ADDRESS = Pattern.compile("bootstrap\\.servers");

  /** The name of a property, and of what follows its value what quotes nothing of it. */
  private static final Pattern VALUE_OF =
      Pattern.compile("(?s)Invalid value .* for configuration ([a-z0-9._]+)(: String must be one of[^:]*: [A-Z_, ]+)?.*");

  private KafkaErrors() {}

  static String explain(Throwable thrown) {
    var root = root(thrown);
    if (root instanceof AuthorizationException) {
      return message(root) + " (Kafka does not permit it to this user; --kafka-config may name another)";
    }
    if (root instanceof SslAuthenticationException) {
      return message(root)
          + ": "
          + message(deepest(root))
          + " (no TLS with the broker, whoever the user is: does it speak TLS on this port, and do the ssl. properties in"
          + " --kafka-config trust its certificate?)";
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
    return root.getClass().getSimpleName() + ": " + message(root);
  }

  /**
   * The same for a client that could not be made, without what the properties say: of a value that Kafka does not take, it may be
   * that it is a password.
   *
   * @param values those of all properties
   */
  static String explainConfig(KafkaException thrown, Collection<?> values) {
    var root = root(thrown);
    var text = message(root);
    if (text.contains(" in JAAS config") || text.startsWith("JAAS config ") || root instanceof LoginException) {
      return "the client properties have a sasl.jaas.config that Kafka does not take: it is as in MODULE required"
          + " username=\"USER\" password=\"PASSWORD\";";
    }
    if (root instanceof ConfigException && !OF_THE_ADDRESS.matcher(text).find()) {
      var named = VALUE_OF.matcher(text);
      return named.matches()
          ? "the client properties have a " + named.group(1) + " that Kafka does not take" + (named.group(2) == null ? "" : named.group(2))
          : "Kafka does not take the client properties: " + quoted(text, values);
    }
    return root instanceof ConfigException ? text : root.getClass().getSimpleName() + ": " + quoted(text, values);
  }

  /** A text that says nothing of any property, or that there is one. */
  private static String quoted(String text, Collection<?> values) {
    var isTold =
        values.stream()
            .flatMap(value -> Stream.of(value.toString().split("[\\s\"'=;,]+")))
            .filter(word -> word.length() >= SHORTEST_SECRET && !OF_EVERY_LOGIN.contains(word))
            .anyMatch(text::contains);
    return isTold ? "what it says of the client properties is not shown, as it quotes them" : text;
  }

  private static Throwable deepest(Throwable thrown) {
    var deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
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
