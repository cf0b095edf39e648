package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.app.cli.Meterline;
import io.meterline.cluster.BrokerProcess;
import io.meterline.cluster.FlinkCluster;
import io.meterline.cluster.JavaProcess;
import io.meterline.cluster.Waiting;
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
 * Faults of a live run on a Flink cluster and a broker in their own processes, while events keep arriving. After each fault, the
 * published rows equal a replay of the archive that the run wrote.
 *
 * <p>{@code -Dfaults.seconds=60} sets how long events arrive before and after each.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final int SECONDS = Integer.getInteger("faults.seconds", 4);
  private static final String LATENESS = "--lateness=PT1H";

  private Path folder;
  private BrokerProcess broker;
  private FlinkCluster flink;
  private JavaProcess client;
  private String job;
  private long events;
  private int runs;

  @BeforeAll
  void startEverything(@TempDir Path temporary) {
    folder = temporary;
    broker = BrokerProcess.start(folder.resolve("broker"));
    succeed("topics", "--bootstrap", broker.bootstrap(), "--partitions", "3");
    flink = FlinkCluster.start(folder.resolve("flink"), 2);
    submit(List.of("--parallelism=2"));
  }

  @AfterAll
  void endEverything() {
    client.close();
    flink.close();
    broker.close();
  }

  @Test
  void aTaskManagerIsKilled() {
    during(
        () -> {
          flink.killTaskManager();
          flink.startTaskManager();
        });
    verify();
  }

  @Test
  void theBrokerIsKilledAndStartedAgain() {
    during(broker::killAndStart);
    verify();
  }

  @Test
  void theRunIsStoppedWithASavepointAndResumedAtAnotherParallelism() {
    during(
        () -> {
          var savepoint = flink.stopWithSavepoint(job);
          client.close();
          submit(List.of("--parallelism=3", "--savepointPath=" + savepoint));
        });
    verify();
  }

  private void submit(List<String> options) {
    var arguments = new ArrayList<>(List.of("run", "--kafka", broker.bootstrap(), LATENESS));
    arguments.addAll(List.of("--window=PT1S", "--wait=PT0S", "--compare-every=PT1S"));
    arguments.addAll(List.of("--archive=" + archive(), "--archive-every=PT2S"));
    arguments.addAll(List.of("--checkpoints=" + folder.resolve("checkpoints"), "--checkpoint-every=PT1S"));
    arguments.addAll(flink.options());
    arguments.addAll(options);
    client = JavaProcess.start(folder.resolve("run-" + runs++ + ".log"), List.of("-Xmx512m"), Meterline.class.getName(), arguments);
    job = flink.runningJob(client);
    flink.awaitCheckpoint(job);
  }

  /** Lets the street report, injects the fault, and lets the street continue until a checkpoint completes after it. */
  private void during(Runnable fault) {
    var street = new Street(broker.bootstrap());
    try (street) {
      street.open();
      var before = street.events();
      await(street, before);
      fault.run();
      job = flink.runningJob(client);
      flink.awaitCheckpoint(job);
      await(street, street.events());
    }
    events += street.events();
  }

  private static void await(Street street, long before) {
    Waiting.until(PATIENCE, () -> street.events() > before + SECONDS * 100L, () -> "events of the street");
  }

  private void verify() {
    Waiting.until(PATIENCE, () -> archived() == events, () -> archived() + " events archived of " + events + "; " + trouble());
    var views = folder.resolve("views-" + runs++);
    succeed("run", "--archive", archive(), "--views", views, "--known=then", LATENESS);
    var last = new AtomicReference<CommandRun>();
    Waiting.until(
        PATIENCE,
        () -> {
          last.set(CommandRun.of("verify", "kafka://" + broker.bootstrap(), views, "--show", 300));
          return last.get().exitCode() == 0;
        },
        () -> last.get().toString());
    assertTrue(client.isRunning(), client::output);
    assertEquals("RUNNING", flink.state(job));
  }

  private Path archive() {
    return folder.resolve("archive");
  }

  /** How many events the archive has, as another engine reads it. */
  private long archived() {
    var files = "read_parquet('" + archive() + "/%s/**/*.parquet')";
    var sql = "select (select count(*) from " + files.formatted("readings") + ") + (select count(*) from " + files.formatted("settings") + ")";
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var result = duck.createStatement().executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      return 0; // No file of one kind yet.
    }
  }

  private String trouble() {
    return client.output() + flink.trouble();
  }

  private static void succeed(Object... command) {
    var run = CommandRun.of(command);
    assertEquals(0, run.exitCode(), run::toString);
  }
}
