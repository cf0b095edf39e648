package io.meterline.cluster;

import io.meterline.app.demo.LocalBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Kafka broker in a process of its own, which can be killed and started again. */
public final class BrokerProcess implements AutoCloseable {
  /** Long, as both may start on a machine whose processors have twenty other threads to run. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

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

  /** Client properties for a process that starts: it waits for an answer for as long as this broker may take. */
  public Path patientClient() {
    try {
      var lines = List.of("default.api.timeout.ms=" + PATIENCE.toMillis(), "request.timeout.ms=" + PATIENCE.toMillis() / 2);
      return Files.write(folder.resolve("client.properties"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has printed since it was started last. */
  public String output() {
    return process.output();
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
        PATIENCE,
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
