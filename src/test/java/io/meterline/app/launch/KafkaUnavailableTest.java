package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.app.cli.Meterline;
import io.meterline.cluster.BrokerProcess;
import io.meterline.cluster.JavaProcess;
import io.meterline.cluster.Waiting;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.LogPublisher;
import io.meterline.model.log.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live run on Flink that loses a topic, and then its broker. */
class KafkaUnavailableTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private BrokerProcess broker;

  @BeforeEach
  void startBroker() {
    broker = BrokerProcess.start(folder.resolve("broker"));
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void itShowsProgressReportsWhatIsMissingAndEndsAfterTheTimeout() throws Exception {
    var topics = List.of("topics", "--bootstrap", broker.bootstrap(), "--partitions", "1");
    assertEquals(0, CommandRun.of(topics.toArray()).exitCode());
    try (var run = start()) {
      report();
      var counted = Pattern.compile("live on FlinkRunner for \\d+ s: read 1 readings and 0 changes, published [1-9]\\d* rows, .* s behind the clock");
      Waiting.until(PATIENCE, () -> counted.matcher(run.output()).find() || !run.isRunning(), run::output);

      try (var admin = KafkaCluster.at(broker.bootstrap()).admin()) {
        admin.deleteTopics(List.of("meterline.usage")).all().get();
      }
      awaitLine(run, "meterline.usage: the topic no longer exists; the run waits, for at most PT18S (--unreachable-timeout)");
      assertEquals(0, CommandRun.of(topics.toArray()).exitCode());
      awaitLine(run, "Kafka is available again after ");

      broker.close();
      awaitLine(run, "no Kafka broker has answered in time");
      assertEquals(2, run.await(SOON), run::output);
      var last = run.output().lines().reduce((earlier, later) -> later).orElseThrow();
      assertTrue(last.startsWith("meterline: ") && last.contains("no Kafka broker") && last.endsWith("--unreachable-timeout"), run::output);
    }
  }

  private JavaProcess start() {
    var arguments =
        List.of(
            "run", "--kafka", broker.bootstrap(), "--window=PT1S", "--wait=PT0S", "--runner=FlinkRunner", "--parallelism=1",
            "--unreachable-timeout=PT18S");
    return JavaProcess.start(folder.resolve("run.log"), List.of("-Xmx1g"), Meterline.class.getName(), arguments);
  }

  private void report() {
    try (var publisher = LogPublisher.to(KafkaCluster.at(broker.bootstrap()))) {
      publisher.send("meter", new Reading(System.currentTimeMillis() - 1_000, 1, 1_000));
      publisher.flush();
    }
  }

  private static void awaitLine(JavaProcess run, String text) {
    Waiting.until(SOON, () -> run.output().contains(text) || !run.isRunning(), () -> text + "\n" + run.output());
    assertTrue(run.output().contains(text), run::output);
  }
}
