package io.meterline.connect.kafka;

import io.meterline.app.demo.LocalBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** Two brokers of one cluster that use TLS with a self-signed certificate, and require a login. */
public final class TlsBrokers implements AutoCloseable {
  public static final String PASSWORD = "tls-admin-secret";
  private static final String STORE_PASSWORD = "store-secret";
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\" password=\"" + PASSWORD + "\"";

  private final Path folder;
  private final List<Integer> ports;
  private final List<KafkaRaftServer> servers;

  private TlsBrokers(Path folder, List<Integer> ports, List<KafkaRaftServer> servers) {
    this.folder = folder;
    this.ports = ports;
    this.servers = servers;
  }

  public static TlsBrokers start(Path folder) throws Exception {
    Files.createDirectories(folder);
    certify("broker", folder.resolve("broker.p12"), folder.resolve("trust.p12"));
    certify("stranger", folder.resolve("stranger.p12"), folder.resolve("other-trust.p12"));
    var ports = List.of(LocalBroker.freePort(), LocalBroker.freePort());
    var controller = LocalBroker.freePort();
    var servers =
        IntStream.of(1, 2).mapToObj(node -> server(folder, node, ports.get(node - 1), controller)).toList();
    var starting = servers.stream().map(server -> new Thread(server::startup)).toList();
    starting.forEach(Thread::start);
    for (var thread : starting) {
      thread.join();
    }
    return new TlsBrokers(folder, ports, servers);
  }

  public String bootstrap() {
    return ports.stream().map(port -> "localhost:" + port).collect(Collectors.joining(","));
  }

  /** Client properties that trust the brokers' certificate and log in. */
  public Path login() {
    return client("trusting.properties", "trust.p12", LOGIN + ";");
  }

  /** Client properties that trust another certificate. */
  Path distrusting() {
    return client("distrusting.properties", "other-trust.p12", LOGIN + ";");
  }

  private Path client(String name, String trust, String login) {
    var properties = new Properties();
    properties.put("security.protocol", "SASL_SSL");
    properties.put("sasl.mechanism", "PLAIN");
    properties.put("sasl.jaas.config", login);
    properties.put("ssl.truststore.location", folder.resolve(trust).toString());
    properties.put("ssl.truststore.password", STORE_PASSWORD);
    var file = folder.resolve(name);
    store(properties, file);
    return file;
  }

  @Override
  public void close() {
    // The first one is the controller.
    for (var i = servers.size() - 1; i >= 0; i--) {
      servers.get(i).shutdown();
      servers.get(i).awaitShutdown();
    }
  }

  private static KafkaRaftServer server(Path folder, int node, int port, int controller) {
    var config = new Properties();
    config.put("process.roles", node == 1 ? "broker,controller" : "broker");
    config.put("node.id", String.valueOf(node));
    config.put("controller.quorum.voters", "1@localhost:" + controller);
    config.put("controller.listener.names", "CONTROLLER");
    config.put("listeners", "SASL_SSL://localhost:" + port + (node == 1 ? ",CONTROLLER://localhost:" + controller : ""));
    config.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
    config.put("inter.broker.listener.name", "SASL_SSL");
    config.put("sasl.enabled.mechanisms", "PLAIN");
    config.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    config.put("listener.name.sasl_ssl.plain.sasl.jaas.config", LOGIN + " user_admin=\"" + PASSWORD + "\";");
    config.put("ssl.keystore.location", folder.resolve("broker.p12").toString());
    config.put("ssl.keystore.password", STORE_PASSWORD);
    config.put("ssl.truststore.location", folder.resolve("trust.p12").toString());
    config.put("ssl.truststore.password", STORE_PASSWORD);
    config.put("log.dirs", folder.resolve("data-" + node).toString());
    config.put("auto.create.topics.enable", "false");
    config.put("offsets.topic.replication.factor", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.replication.factor", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
    config.put("log.cleaner.dedupe.buffer.size", "16777216");
    var file = folder.resolve("server-" + node + ".properties");
    store(config, file);
    StorageTool.execute(
        new String[] {"format", "-t", Uuid.ONE_UUID.toString(), "-c", file.toString()},
        new PrintStream(new ByteArrayOutputStream()));
    return new KafkaRaftServer(new KafkaConfig(config), Time.SYSTEM);
  }

  private static void store(Properties properties, Path file) {
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates a key with a self-signed certificate, and a trust store with only that certificate. */
  private static void certify(String name, Path keys, Path trust) throws Exception {
    var certificate = keys.resolveSibling(name + ".pem");
    keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "SAN=dns:localhost", "-keystore", keys.toString());
    keytool("-exportcert", "-rfc", "-alias", name, "-keystore", keys.toString(), "-file", certificate.toString());
    keytool("-importcert", "-noprompt", "-alias", name, "-file", certificate.toString(), "-keystore", trust.toString());
  }

  private static void keytool(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", STORE_PASSWORD, "-storetype", "PKCS12"));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(said);
    }
  }
}
