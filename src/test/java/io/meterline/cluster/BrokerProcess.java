package io.meterline.cluster;

import io.meterline.app.demo.LocalBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Kafka broker in a process of its own, which can be killed and started again. */
public final class BrokerProcess implements AutoCloseable {
  private final Path folder;
  private final int port;
  private JavaProcess process;

  private BrokerProcess(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  public static BrokerProcess start(Path folder) {
    var broker = new BrokerProcess(folder, LocalBroker.freePort());
    broker.start();
    return broker;
  }

  public String bootstrap() {
    return "localhost:" + port;
  }

  /** Kills it with SIGKILL and starts it again on its data. */
  public void killAndStart() {
    process.kill();
    start();
  }

  /** Kills it with SIGKILL. */
  public void kill() {
    process.kill();
  }

  /** Starts it again on its data, after {@link #kill}. */
  public void startAgain() {
    start();
  }

  private void start() {
    var log = folder.resolve("broker-" + System.nanoTime() + ".log");
    process =
        JavaProcess.start(
            log,
            List.of("-Xmx512m"),
            LocalBroker.class.getName(),
            List.of(folder.resolve("data").toString(), String.valueOf(port)));
    Waiting.until(
        Duration.ofSeconds(60),
        () -> process.output().contains(bootstrap()) || !process.isRunning(),
        () -> "a broker on " + port + ": " + process.output());
    if (!process.isRunning()) {
      throw new AssertionError(process.output());
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
