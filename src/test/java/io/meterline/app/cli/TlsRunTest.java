package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.cluster.Waiting;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.TlsBrokers;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live runs with two brokers that require TLS and a login. */
class TlsRunTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String LATENESS = "--lateness=P3000D";

  @TempDir private static Path folder;
  private static TlsBrokers brokers;

  @BeforeAll
  static void start() throws Exception {
    brokers = TlsBrokers.start(folder.resolve("brokers"));
    succeed("topics", "--bootstrap", brokers.bootstrap(), "--partitions=2");
    succeed("simulate", "--kafka", brokers.bootstrap(), "--devices=4", "--days=2");
    succeed("run", "--kafka", brokers.bootstrap(), "--until=latest", "--known=then", LATENESS, "--views", folder.resolve("views"));
  }

  @AfterAll
  static void stop() {
    brokers.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void aLiveRunPublishesTheRowsOfAReplay(String runner) throws Exception {
    var arguments = new ArrayList<Object>(List.of("run", "--kafka", brokers.bootstrap(), "--kafka-config", brokers.login()));
    arguments.addAll(List.of("--runner=" + runner, LATENESS, "--window=PT1S", "--wait=PT0S"));
    try (var run = ChildRun.start(arguments.toArray())) {
      var last = new AtomicReference<CommandRun>();
      Waiting.until(
          PATIENCE,
          () -> {
            last.set(command("verify", "kafka://" + brokers.bootstrap(), folder.resolve("views")));
            return last.get().exitCode() == 0 || !run.isAlive();
          },
          () -> last.get() + run.output());
      assertTrue(run.isAlive(), run::output);
      var ended = run.terminate();
      assertEquals(0, ended.exitCode(), ended::err);
      assertFalse((ended.out() + ended.err()).contains(TlsBrokers.PASSWORD), ended::toString);
    }
    emptyTheViews();
  }

  /** So that the next run has everything to publish. */
  private static void emptyTheViews() throws Exception {
    var views = Analyses.standard().views().stream().map(Topics::of).toList();
    try (var admin = KafkaCluster.at(brokers.bootstrap(), brokers.login()).admin()) {
      admin.deleteTopics(views).all().get();
      Waiting.until(PATIENCE, () -> command("topics", "--bootstrap", brokers.bootstrap(), "--partitions=2").exitCode() == 0, views::toString);
    }
  }

  private static void succeed(Object... words) {
    var run = command(words);
    assertEquals(0, run.exitCode(), run::err);
  }

  private static CommandRun command(Object... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--kafka-config", brokers.login()));
    return CommandRun.of(all.toArray());
  }
}
