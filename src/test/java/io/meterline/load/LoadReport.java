package io.meterline.load;

import io.meterline.app.cli.CommandRun;
import io.meterline.app.cli.Meterline;
import io.meterline.cluster.BrokerProcess;
import io.meterline.cluster.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs broker, meters and pipeline on this machine and reports the latency of the pipeline. Not run with the tests:
 *
 * <pre>
 * mvn test -Dtest=LoadReport -Dload.devices=1000,10000 -Dload.rates=2000,5000 -Dload.seconds=180
 * </pre>
 *
 * <p>With {@code -Dload.verify=then} the pipeline also archives. The live heap is reported after a third of the time and at the end,
 * which pauses the pipeline briefly. When the meters have stopped, a replay of the archive must become identical with
 * the published rows within 20 minutes. That takes space in the temporary folder, for the archive and one replay's views.
 */
class LoadReport {
  private static final List<Integer> DEVICES = numbers("load.devices", "1000");
  private static final List<Integer> RATES = numbers("load.rates", "1000");
  private static final int SECONDS = Integer.getInteger("load.seconds", 180);
  private static final String MEMORY = System.getProperty("load.memory", "-Xmx4g");

  @Test
  void reportLatencies(@TempDir Path folder) throws IOException {
    System.out.println("devices   rate/s   sent/s | latency ms: p50   p99 | last minute: p50   p99 | checkpoint MB");
    for (var devices : DEVICES) {
      for (var rate : RATES) {
        try (var scratch = new Scratch(Files.createTempDirectory(folder, "load"))) {
          System.out.println(measure(scratch.folder(), devices, rate));
        }
      }
    }
  }

  private static String measure(Path folder, int devices, int rate) throws IOException {
    try (var broker = BrokerProcess.start(folder.resolve("broker"))) {
      var topics = CommandRun.of("topics", "--bootstrap", broker.bootstrap(), "--partitions", "4");
      if (topics.exitCode() != 0) {
        throw new AssertionError(topics.toString());
      }
      var arguments = new ArrayList<>(List.of("run", "--kafka", broker.bootstrap(), "--window=PT1S", "--wait=PT0S"));
      arguments.addAll(List.of("--runner=FlinkRunner", "--parallelism=2", "--checkpoint-every=PT10S"));
      arguments.add("--checkpoints=" + folder.resolve("checkpoints"));
      var verification = Verification.asked(folder, broker.bootstrap());
      verification.ifPresent(asked -> arguments.addAll(asked.options()));
      try (var meters = new Meters(broker.bootstrap(), devices, rate, SECONDS);
          var run = JavaProcess.start(folder.resolve("run.log"), List.of(MEMORY), Meterline.class.getName(), arguments)) {
        meters.register();
        verification.ifPresent(asked -> asked.sayHeapAfter(Meters.TO_WARM_UP.plusSeconds(SECONDS / 3), run));
        var latencies = meters.run();
        if (!run.isRunning()) {
          throw new AssertionError(run.output());
        }
        var sent = meters.sent() / SECONDS;
        var line = String.format(
            Locale.ROOT,
            "%7d  %7d  %7d | %15d %5d | %16d %5d | %.1f",
            devices,
            rate,
            sent,
            latencies.percentile(50),
            latencies.percentile(99),
            latencies.lastMinute().percentile(50),
            latencies.lastMinute().percentile(99),
            checkpointBytes(folder.resolve("checkpoints")) / 1e6);
        verification.ifPresent(asked -> asked.awaitIdentical(run));
        return line;
      }
    }
  }

  /** The size of the newest complete checkpoint. */
  private static long checkpointBytes(Path checkpoints) throws IOException {
    try (Stream<Path> files = Files.walk(checkpoints)) {
      var newest =
          files
              .filter(file -> file.endsWith("_metadata"))
              .map(Path::getParent)
              .max(Comparator.comparingInt(folder -> Integer.parseInt(folder.getFileName().toString().substring(4))));
      if (newest.isEmpty()) {
        return 0;
      }
      try (Stream<Path> parts = Files.walk(newest.get())) {
        return parts.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      }
    }
  }

  private static List<Integer> numbers(String property, String otherwise) {
    return Stream.of(System.getProperty(property, otherwise).split(",")).map(Integer::valueOf).toList();
  }

  private record Scratch(Path folder) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (Stream<Path> files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
