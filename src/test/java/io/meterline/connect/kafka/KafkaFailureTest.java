package io.meterline.connect.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.demo.LocalBroker;
import io.meterline.connect.kafka.log.SettingsTopic;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If Kafka cannot be reached, or rejects the user, one line says so within seconds. */
class KafkaFailureTest {
  private static final Duration SECONDS = Duration.ofSeconds(10);

  private static SecuredBroker broker;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    broker = SecuredBroker.start(folder);
    try (var admin = broker.as("admin", "admin-secret").admin()) {
      Topics.create(admin, Analyses.standard().views(), 1, Optional.empty());
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void noBrokerIsAnErrorForAReader() {
    var cluster = KafkaCluster.at("localhost:" + LocalBroker.freePort());
    var line = failure(() -> TopicReader.readToEnd(cluster, Topics.SETTINGS, event -> {}));
    assertTrue(line.startsWith("cannot read meterline.settings: no Kafka broker has answered"), line);
  }

  @Test
  void anInvalidAddressIsAnError() {
    assertEquals(
        "cannot connect to kafka: Invalid url in bootstrap.servers: kafka",
        failure(() -> KafkaCluster.at("kafka").admin()));
    assertEquals(
        "cannot read from kafka: Invalid url in bootstrap.servers: kafka",
        failure(() -> KafkaCluster.at("kafka").consumer(Map.of())));
    assertEquals(
        "cannot write to kafka: Invalid url in bootstrap.servers: kafka",
        failure(() -> KafkaCluster.at("kafka").producer(Map.of())));
  }

  @Test
  void aPropertyWithAnInvalidValueIsNamedWithoutItsValue(@TempDir Path folder) throws Exception {
    var line = failure(() -> with(folder, "security.protocol=hunter2").admin());
    assertTrue(
        line.startsWith("cannot connect to localhost:1: the client properties have a security.protocol that Kafka does not accept:"
            + " String must be one of"), line);
    assertFalse(line.contains("hunter2"), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "hunter2 required username=\"u\" password=\"p\";",
        "org.apache.kafka.common.security.plain.PlainLoginModule hunter2 username=\"u\";",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=hunter2",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" hunter2;",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"hunter2;",
      })
  void anInvalidLoginIsNotPrinted(String login, @TempDir Path folder) throws Exception {
    var cluster = with(folder, "security.protocol=SASL_PLAINTEXT", "sasl.mechanism=PLAIN", "sasl.jaas.config=" + login);
    for (var client : List.<Executable>of(cluster::admin, () -> cluster.consumer(Map.of()), () -> cluster.producer(Map.of()))) {
      var thrown = assertThrows(MeterlineException.class, client);
      var trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      assertFalse(trace.toString().contains("hunter2"), trace::toString);
      assertTrue(thrown.getMessage().contains("client properties"), thrown::toString);
    }
  }

  @Test
  void aBrokerThatRequiresALoginIsNotReachedWithoutOne() {
    var line = failure(() -> KafkaCluster.at(broker.bootstrap()).admin());
    assertTrue(line.contains("does it want TLS or a login (--kafka-config)?"), line);
  }

  @Test
  void aWrongPasswordIsAnError() {
    assertEquals(
        "cannot connect to "
            + broker.bootstrap()
            + ": Authentication failed: Invalid username or password (Kafka rejected the login; check the user and"
            + " password in --kafka-config)",
        failure(() -> broker.as("meter", "guess").admin()));
  }

  @Test
  void theTopicThatAUserIsNotAuthorizedForIsNamed() {
    var cluster = broker.as("meter", "meter-secret");
    try (var admin = cluster.admin()) {
      var line = failure(() -> Topics.requireSettings(admin));
      assertTrue(line.startsWith("cannot describe meterline.settings: "), line);
      assertTrue(line.endsWith("(this user is not authorized; --kafka-config may name another)"), line);
    }
    var read = failure(() -> TopicReader.readToEnd(cluster, Topics.READINGS, event -> {}));
    assertEquals(
        "cannot read meterline.readings: Not authorized to access topics: [meterline.readings] (this user is not"
            + " authorized; --kafka-config may name another)",
        read);
  }

  @Test
  void aUserWithALoginPublishesAndReads(@TempDir Path folder) throws Exception {
    var file = SecuredBroker.login("admin", "admin-secret", folder.resolve("client.properties"));
    var cluster = KafkaCluster.at(broker.bootstrap(), file);
    var anywhere = new Position(Instant.EPOCH, 0, 0);
    var change =
        new LoggedChange("everyone", "plan", "SET", "x", Instant.EPOCH, Optional.empty(), Optional.empty(), anywhere);
    var position = SettingsTopic.publish(cluster, change);
    var count = new int[1];
    SettingsTopic.read(cluster, event -> count[0]++);
    assertEquals(position.offset() + 1, count[0]);
  }

  @Test
  void aMissingPropertiesFileIsAnError(@TempDir Path folder) {
    var file = folder.resolve("none.properties");
    var line = failure(() -> KafkaCluster.at("localhost:1", file));
    assertTrue(line.startsWith("Kafka client properties " + file + " cannot be read: "), line);
  }

  @Test
  void theGivenBootstrapAddressOverridesThatOfTheFile(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("client.properties"), "bootstrap.servers=elsewhere:1\n");
    var line = failure(() -> KafkaCluster.at("here", file).admin());
    assertEquals("cannot connect to here: Invalid url in bootstrap.servers: here", line);
  }

  @Test
  void secretsAreNotPrinted() {
    var cluster = broker.as("admin", "admin-secret");
    assertFalse(cluster.toString().contains("secret"), cluster::toString);
  }

  @Test
  void aSerializedClusterContainsNoPasswords() throws Exception {
    var cluster = broker.as("admin", "admin-secret");
    var bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(cluster);
    assertFalse(bytes.toString(StandardCharsets.ISO_8859_1).contains("admin-secret\""));
    assertEquals(cluster, new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
  }

  private static KafkaCluster with(Path folder, String... lines) throws IOException {
    return KafkaCluster.at("localhost:1", Files.write(folder.resolve("given.properties"), List.of(lines)));
  }

  private static String failure(Executable action) {
    var thrown = assertTimeout(SECONDS, () -> assertThrows(MeterlineException.class, action));
    assertEquals(1, thrown.getMessage().lines().count(), thrown::getMessage);
    return thrown.getMessage();
  }
}
