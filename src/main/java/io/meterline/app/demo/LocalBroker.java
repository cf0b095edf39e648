package io.meterline.app.demo;

import io.meterline.model.MeterlineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker of one node, in this process, that listens on loopback only. Its data stays in its folder: a
 * broker started on the folder of an earlier one continues where that stopped, even after SIGKILL.
 */
public final class LocalBroker implements AutoCloseable {
  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";
  private static final String CLUSTER = Uuid.ONE_UUID.toString();
  private static final int FIRST_PORT = 20_000;
  private static final int END_OF_PORTS = 32_768;
  private static final int ATTEMPTS = 1_000;

  private final KafkaRaftServer server;
  private final int port;

  private LocalBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts a broker on a free port. */
  public static LocalBroker start(Path folder) {
    return start(folder, freePort());
  }

  /**
   * Starts a broker, and returns when it accepts connections.
   *
   * @param folder its data; new or empty, or that of an earlier broker
   * @param port where it listens
   * @throws MeterlineException if it cannot start, as when the port is in use
   */
  public static LocalBroker start(Path folder, int port) {
    var config = config(folder, port, freePortOtherThan(port));
    try {
      format(folder, config);
      return new LocalBroker(started(new KafkaRaftServer(new KafkaConfig(config), Time.SYSTEM)), port);
    } catch (IOException | RuntimeException e) {
      throw new MeterlineException("cannot start a broker on port " + port + " in " + folder + ": " + e.getMessage(), e);
    }
  }

  private static KafkaRaftServer started(KafkaRaftServer server) {
    var isStarted = false;
    try {
      server.startup();
      isStarted = true;
      return server;
    } finally {
      if (!isStarted) {
        server.shutdown(); // The threads of what did start would keep the process alive.
      }
    }
  }

  /**
   * Runs a broker until the process is stopped.
   *
   * @param arguments its folder and its port
   */
  public static void main(String... arguments) {
    var broker = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    System.out.println(broker.bootstrap());
    broker.server.awaitShutdown();
  }

  /** A port of this machine that is currently free, and none of those that Linux gives to whoever asks for any. */
  public static int freePort() {
    var ports = ThreadLocalRandom.current().ints(ATTEMPTS, FIRST_PORT, END_OF_PORTS);
    return ports.filter(LocalBroker::isFree).findFirst().orElseThrow(() -> new MeterlineException("no free port on this machine"));
  }

  private static int freePortOtherThan(int port) {
    var other = freePort();
    return other == port ? freePortOtherThan(port) : other;
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it listens, {@code HOST:PORT}. */
  public String bootstrap() {
    return "localhost:" + port;
  }

  /** Stops the broker, and returns when all its data is on disk. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path folder, Properties config) throws IOException {
    var file = Files.createDirectories(folder).resolve("server.properties");
    try (var out = Files.newBufferedWriter(file)) {
      config.store(out, null);
    }
    var said = new ByteArrayOutputStream();
    var arguments = new String[] {"format", "--ignore-formatted", "-t", CLUSTER, "-c", file.toString()};
    if (StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8)) != 0) {
      throw new IOException(said.toString(StandardCharsets.UTF_8).strip());
    }
  }

  private static Properties config(Path folder, int port, int controllerPort) {
    var config = new Properties();
    config.put("process.roles", "broker,controller");
    config.put("node.id", String.valueOf(NODE));
    config.put("controller.quorum.voters", NODE + "@localhost:" + controllerPort);
    config.put("controller.listener.names", CONTROLLER);
    config.put("listeners", "PLAINTEXT://localhost:" + port + "," + CONTROLLER + "://localhost:" + controllerPort);
    config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    config.put("log.dirs", folder.toString());
    config.put("auto.create.topics.enable", "false");
    config.put("offsets.topic.num.partitions", "1");
    config.put("offsets.topic.replication.factor", "1");
    config.put("transaction.state.log.num.partitions", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.num.partitions", "1");
    config.put("share.coordinator.state.topic.replication.factor", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
    config.put("group.initial.rebalance.delay.ms", "0");
    // A small machine, and one user.
    config.put("num.network.threads", "2");
    config.put("num.io.threads", "2");
    config.put("log.cleaner.dedupe.buffer.size", "16777216");
    return config;
  }
}
