package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.cluster.BrokerProcess;
import io.meterline.cluster.FlinkCluster;
import io.meterline.cluster.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bundled jar on a plain Flink cluster, submitted by Flink's own client with the option files in {@code pipelines/}. The result
 * equals a replay in this process. Not run with the other tests, as it needs the jar:
 *
 * <pre>
 * ./meterline package flink
 * mvn test -Dtest=SubmittedJarIT
 * </pre>
 */
@TestInstance(Lifecycle.PER_CLASS)
class SubmittedJarIT {
  private static final Path JAR = Path.of("target/meterline-flink.jar").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long EVENTS = 400;

  private Path folder;
  private FlinkCluster flink;

  @BeforeAll
  void startACluster(@TempDir Path temporary) {
    folder = temporary;
    assertTrue(Files.exists(JAR), JAR + " is missing: ./meterline package flink");
    var settings =
        List.of(
            "state.backend.type: " + System.getProperty("cluster.state", "hashmap"),
            "state.checkpoints.dir: " + folder.resolve("checkpoints").toUri(),
            // A shuffle of a replay takes at least 16 MiB per task.
            "taskmanager.memory.network.min: 256m",
            "taskmanager.memory.network.max: 256m",
            "taskmanager.memory.managed.size: 256m");
    flink = FlinkCluster.startBare(folder.resolve("flink"), 2, settings);
  }

  @AfterAll
  void stopIt() {
    flink.close();
  }

  @Test
  void aBackfillProducesTheViewsOfALocalReplay() {
    succeed("simulate", "--devices=50", "--days=40", "--out=" + folder.resolve("log"));
    submit(
        List.of("-p", "4"),
        "@pipelines/flink-backfill.args", "--archive=" + folder.resolve("log"), "--views=" + folder.resolve("backfill"));
    succeed("run", "@pipelines/local.args", "--archive=" + folder.resolve("log"), "--views=" + folder.resolve("local"));
    succeed("verify", folder.resolve("backfill"), folder.resolve("local"));
  }

  @Test
  void aLiveRunUpgradedByASavepointProducesTheRowsOfALocalReplay() {
    try (var broker = BrokerProcess.start(folder.resolve("broker"))) {
      succeed("topics", "--bootstrap", broker.bootstrap(), "--partitions", "3");
      live(broker, List.of("-d", "-p", "2"));
      var street = new Street(broker.bootstrap());
      try (street) {
        street.open();
        await(street);
        var savepoint = flink.stopWithSavepoint(flink.runningJob());
        live(broker, List.of("-d", "-p", "3", "-s", savepoint));
        await(street);
      }
      verify(broker, street.events());
      flink.stopWithSavepoint(flink.runningJob());
    }
  }

  private void live(BrokerProcess broker, List<String> options) {
    submit(
        options,
        "@pipelines/flink-live.args",
        "--kafka=" + broker.bootstrap(),
        "--archive=" + archive(),
        "--archive-every=PT2S",
        "--window=PT1S",
        "--compare-every=PT1S",
        "--wait=PT0S",
        "--checkpointingInterval=1000");
    flink.awaitCheckpoint(flink.runningJob());
  }

  /** Submits the jar to the cluster, and returns when Flink's client does. */
  private void submit(List<String> options, String... arguments) {
    var command = new ArrayList<>(List.of("run"));
    command.addAll(options);
    command.add(JAR.toString());
    command.addAll(List.of(arguments));
    try (var client = flink.client(command)) {
      assertEquals(0, client.await(PATIENCE), () -> client.output() + flink.trouble());
    }
  }

  private static void await(Street street) {
    var before = street.events();
    Waiting.until(PATIENCE, () -> street.events() > before + EVENTS, () -> "events of the street");
  }

  private void verify(BrokerProcess broker, long events) {
    Waiting.until(PATIENCE, () -> archived() == events, () -> archived() + " events archived of " + events + "; " + flink.trouble());
    var views = folder.resolve("views");
    succeed("run", "@pipelines/local.args", "--archive", archive(), "--views", views);
    var last = new AtomicReference<CommandRun>();
    Waiting.until(
        PATIENCE,
        () -> {
          last.set(CommandRun.of("verify", "kafka://" + broker.bootstrap(), views, "--show", 100));
          return last.get().exitCode() == 0;
        },
        () -> last.get().toString());
  }

  private Path archive() {
    return folder.resolve("archive");
  }

  /** How many events the archive has, as another engine reads it. */
  private long archived() {
    var files = List.of("readings", "settings").stream().map(kind -> "'" + archive() + "/" + kind + "/**/*.parquet'").toList();
    var sql = "select count(*) from read_parquet(" + files + ", union_by_name = true)";
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var result = duck.createStatement().executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      return 0; // No file yet.
    }
  }

  private static void succeed(Object... command) {
    var run = CommandRun.of(command);
    assertEquals(0, run.exitCode(), run::toString);
  }
}
