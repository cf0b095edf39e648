package io.meterline.connect.kafka;

import io.meterline.app.demo.LocalBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A broker that requires a login, and authorizes {@code admin} for everything and {@code meter} for nothing. */
public final class SecuredBroker implements AutoCloseable {
  private final Path folder;
  private final KafkaRaftServer server;
  private final int port;

  private SecuredBroker(Path folder, KafkaRaftServer server, int port) {
    this.folder = folder;
    this.server = server;
    this.port = port;
  }

  public static SecuredBroker start(Path folder) throws Exception {
    var port = LocalBroker.freePort();
    var config = config(folder, port, LocalBroker.freePort());
    var file = folder.resolve("server.properties");
    try (var out = Files.newBufferedWriter(file)) {
      config.store(out, null);
    }
    var said = new ByteArrayOutputStream();
    StorageTool.execute(
        new String[] {"format", "-t", Uuid.ONE_UUID.toString(), "-c", file.toString()}, new PrintStream(said));
    var server = new KafkaRaftServer(new KafkaConfig(config), Time.SYSTEM);
    server.startup();
    return new SecuredBroker(folder, server, port);
  }

  public String bootstrap() {
    return "localhost:" + port;
  }

  /** The cluster, with a login. */
  KafkaCluster as(String user, String password) {
    return KafkaCluster.at(bootstrap(), login(user, password, folder.resolve(user + "-" + Integer.toHexString(password.hashCode()) + ".properties")));
  }

  /** Writes the client properties for a login. */
  public static Path login(String user, String password, Path file) {
    var properties = new Properties();
    properties.putAll(
        Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config", login(user, password)));
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String login(String user, String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Properties config(Path folder, int port, int controllerPort) {
    var users = " user_admin=\"admin-secret\" user_meter=\"meter-secret\";";
    var config = new Properties();
    config.put("process.roles", "broker,controller");
    config.put("node.id", "1");
    config.put("controller.quorum.voters", "1@localhost:" + controllerPort);
    config.put("controller.listener.names", "CONTROLLER");
    config.put("listeners", "SASL_PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
    config.put("listener.security.protocol.map", "SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("inter.broker.listener.name", "SASL_PLAINTEXT");
    config.put("sasl.enabled.mechanisms", "PLAIN");
    config.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    config.put(
        "listener.name.sasl_plaintext.plain.sasl.jaas.config", login("admin", "admin-secret").replace(";", users));
    config.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    config.put("super.users", "User:admin;User:ANONYMOUS");
    config.put("log.dirs", folder.resolve("data").toString());
    config.put("auto.create.topics.enable", "false");
    config.put("offsets.topic.replication.factor", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.replication.factor", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
    config.put("log.cleaner.dedupe.buffer.size", "16777216");
    return config;
  }
}
