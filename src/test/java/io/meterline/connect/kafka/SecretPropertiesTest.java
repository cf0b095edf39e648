package io.meterline.connect.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.MeterlineException;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client properties in a secret, which jobs do not contain. */
class SecretPropertiesTest {
  private static final String PLACE = "secret://projects/energy/secrets/kafka/versions/3";

  /** A local stand-in for Google's Secret Manager. */
  private record AtHand() implements SecretProperties.Store {
    @Override
    public byte[] read(String version) {
      assertEquals("projects/energy/secrets/kafka/versions/3", version);
      return """
          security.protocol=SASL_PLAINTEXT
          sasl.mechanism=PLAIN
          sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \\
            username="admin" password="admin-secret";
          """
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  @Test
  void aClientLogsInWithTheContentOfASecret(@TempDir Path folder) throws Exception {
    try (var broker = SecuredBroker.start(folder)) {
      var cluster = new KafkaCluster(broker.bootstrap(), new SecretProperties(PLACE.substring("secret://".length()), new AtHand()));
      try (var admin = cluster.admin()) {
        assertEquals(1, KafkaClients.await(admin.describeCluster().nodes(), "ask").size());
      }
    }
  }

  @Test
  void aSerializedClusterContainsTheNameOfTheSecretAndNotItsContent() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(new KafkaCluster("localhost:1", new SecretProperties(PLACE.substring("secret://".length()), new AtHand())));
    }
    var text = bytes.toString(StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("projects/energy/secrets/kafka/versions/3"), text);
    assertFalse(text.contains("admin"), text);
  }

  @Test
  void aSecretThatCannotBeReadIsReported() {
    var failure = assertThrows(MeterlineException.class, () -> KafkaCluster.at("localhost:1", PLACE));
    assertTrue(failure.getMessage().startsWith("the secret projects/energy/secrets/kafka/versions/3 cannot be read"), failure::toString);
    var misnamed = assertThrows(MeterlineException.class, () -> KafkaCluster.at("localhost:1", "secret://kafka"));
    assertEquals("secret://kafka is not a secret: it must be secret://projects/P/secrets/S/versions/V", misnamed.getMessage());
  }
}
