package io.meterline.load;

import io.meterline.app.cli.CommandRun;
import io.meterline.app.cli.Meterline;
import io.meterline.cluster.BrokerProcess;
import io.meterline.cluster.FlinkCluster;
import io.meterline.cluster.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the bundled jar live on a Flink cluster on this machine, and reports the size of its state and the duration of a
 * checkpoint. Every meter reports every 10 seconds. Not run with the tests:
 *
 * <pre>
 * ./meterline package flink
 * mvn -P rocksdb test -Dtest=StateReport -Dstate.devices=100,1000,10000 -Dstate.backends=hashmap,rocksdb
 * </pre>
 */
class StateReport {
  private static final Path JAR = Path.of("target/meterline-flink.jar").toAbsolutePath();
  private static final List<String> DEVICES = words("state.devices", "100,1000");
  private static final List<String> BACKENDS = words("state.backends", "hashmap,rocksdb");
  private static final String SECONDS = System.getProperty("state.seconds", "60");
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Test
  void sayHowMuchStateThereIs(@TempDir Path folder) {
    System.out.println("backend   devices |  state kB  checkpoint ms  savepoint kB");
    for (var backend : BACKENDS) {
      for (var devices : DEVICES) {
        System.out.println(measure(folder.resolve(backend + devices), backend, devices));
      }
    }
  }

  private static String measure(Path folder, String backend, String devices) {
    var settings =
        List.of(
            "state.backend.type: " + backend,
            "state.checkpoints.dir: " + folder.resolve("checkpoints").toUri(),
            "taskmanager.memory.managed.size: 256m");
    try (var broker = BrokerProcess.start(folder.resolve("broker"));
        var flink = FlinkCluster.startBare(folder.resolve("flink"), 1, settings)) {
      CommandRun.of("topics", "--bootstrap", broker.bootstrap(), "--partitions", "2");
      submit(flink, broker, folder.resolve("archive"));
      var job = flink.runningJob();
      report(folder.resolve("meters.log"), broker, devices);
      flink.awaitCheckpoint(job);
      var last = flink.lastCheckpoint(job);
      var savepoint = flink.stopWithSavepoint(job);
      return String.format(
          Locale.ROOT,
          "%-8s %8s | %,9d  %13d  %,12d",
          backend,
          devices,
          last.bytes() / 1000,
          last.millis(),
          size(Path.of(URI.create(savepoint))) / 1000);
    }
  }

  private static void submit(FlinkCluster flink, BrokerProcess broker, Path archive) {
    var command =
        List.of(
            "run", "-d", "-p", "2", JAR.toString(), "@pipelines/flink-live.args", "--kafka=" + broker.bootstrap(),
            "--archive=" + archive, "--window=PT1S", "--wait=PT0S", "--checkpointingInterval=5000");
    try (var client = flink.client(command)) {
      if (client.await(PATIENCE) != 0) {
        throw new AssertionError(client.output());
      }
    }
  }

  private static void report(Path log, BrokerProcess broker, String devices) {
    var arguments =
        List.of(
            "simulate", "--kafka", broker.bootstrap(), "--live", "--devices", devices, "--interval=PT10S", "--for=PT" + SECONDS + "S");
    try (var meters = JavaProcess.start(log, List.of("-Xmx512m"), Meterline.class.getName(), arguments)) {
      if (meters.await(PATIENCE) != 0) {
        throw new AssertionError(meters.output());
      }
    }
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String property, String otherwise) {
    return List.of(System.getProperty(property, otherwise).split(","));
  }
}
