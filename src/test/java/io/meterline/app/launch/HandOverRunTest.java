package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.app.cli.Meterline;
import io.meterline.cluster.BrokerProcess;
import io.meterline.cluster.FlinkCluster;
import io.meterline.cluster.JavaProcess;
import io.meterline.cluster.Waiting;
import io.meterline.connect.archive.ArchiveEvents;
import io.meterline.connect.archive.LiveArchive;
import io.meterline.connect.archive.LogIdentity;
import io.meterline.connect.archive.TimeSlices;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.ArchivedEvents;
import io.meterline.connect.kafka.log.HandOver;
import io.meterline.connect.kafka.log.KafkaLog;
import io.meterline.connect.kafka.log.LogEnds;
import io.meterline.connect.kafka.log.Until;
import io.meterline.connect.kafka.topics.TestTopics;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.log.Kind;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.pipeline.Rules;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A live run whose topics no longer have the first nine tenths of the log, on a Flink cluster and a broker in their own processes:
 * what it publishes equals a replay of the whole archive, and the archive goes on.
 */
@TestInstance(Lifecycle.PER_CLASS)
class HandOverRunTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long EVENTS = 400;
  private static final TimeSlices SLICES = new TimeSlices(Duration.ofSeconds(2));
  private static final Duration SLACK = Duration.ofSeconds(1);
  private static final Rules RULES = new Rules(Known.THEN, Duration.ofHours(1), Windows.of(Duration.ofSeconds(1)));

  private Path folder;
  private BrokerProcess broker;
  private KafkaCluster cluster;
  private FlinkCluster flink;
  private long events;
  private int views;

  @BeforeAll
  void startEverything(@TempDir Path temporary) {
    folder = temporary;
    broker = BrokerProcess.start(folder.resolve("broker"));
    cluster = KafkaCluster.at(broker.bootstrap());
    succeed("topics", "--bootstrap", broker.bootstrap(), "--partitions", "3");
    flink = FlinkCluster.start(folder.resolve("flink"), 2);
  }

  @AfterAll
  void endEverything() {
    flink.close();
    broker.close();
  }

  @Test
  void aRunBeginsInTheArchiveContinuesInKafkaAndSurvivesFaultsOnEitherSide() throws Exception {
    during(() -> {});
    var ends = LogEnds.of(cluster, new Until.Latest()).ends();
    archiveUntil(archivedEnds(ends));
    deleteArchived();
    refuseRunsWithoutTheArchive();
    var status = CommandRun.of("archive", "status", archive(), "--bootstrap", broker.bootstrap());
    assertEquals(0, status.exitCode(), status::toString);
    assertTrue(status.out().matches("(?s)topic .*\nmeterline.settings +0 +([0-9]+) +\\1 +\\1 +0 +-\n"), status::out);

    submitGated(2, Optional.empty());
    var job = flink.runningJob();
    flink.awaitCheckpoint(job);
    flink.killTaskManager();
    flink.startTaskManager();
    flink.runningJob();
    flink.awaitCheckpoint(job);
    var inTheArchive = flink.stopWithSavepoint(job);

    Files.createFile(gate());
    submitGated(3, Optional.of(inTheArchive));
    var resumed = flink.runningJob();
    during(
        () -> {
          flink.killTaskManager();
          flink.startTaskManager();
          flink.runningJob();
          flink.awaitCheckpoint(resumed);
        });
    verify();
    flink.stopWithSavepoint(resumed);

    deleteBefore(LogEnds.of(cluster, new Until.Latest()).ends());
    try (var client = startOver()) {
      flink.runningJob(client);
      during(() -> {});
      verify();
      assertTrue(client.isRunning(), client::output);
    }
  }

  /** Each partition is archived to another end; settings completely. */
  private static Map<Kind, Map<Integer, Long>> archivedEnds(Map<Kind, Map<Integer, Long>> ends) {
    var archived = new HashMap<>(ends);
    var readings = new HashMap<>(ends.get(Kind.READING));
    readings.replaceAll((partition, end) -> end * (9 - partition) / 10);
    archived.put(Kind.READING, readings);
    return archived;
  }

  private void archiveUntil(Map<Kind, Map<Integer, Long>> ends) {
    var pipeline = Pipeline.create(PipelineOptionsFactory.create());
    KafkaLog.until(cluster, LogEnds.of(cluster, new Until.Offsets(ends)))
        .archivedTo(new ArchiveEvents(open(), new HandOver(ArchivedEvents.none(), List.of())))
        .read(pipeline, RULES);
    assertEquals(PipelineResult.State.DONE, pipeline.run().waitUntilFinish());
  }

  /** Deletes what is archived from Kafka, up to where it ends, or some events before. */
  private void deleteArchived() throws Exception {
    var ends = new HashMap<Kind, Map<Integer, Long>>();
    for (var kind : Kind.values()) {
      ends.put(kind, new HashMap<>());
      for (var partition = 0; partition < (kind == Kind.READING ? 3 : 1); partition++) {
        try (var reader = open().events().read(kind, partition, 0)) {
          ends.get(kind).put(partition, reader.end() - 10L * partition);
        }
      }
    }
    deleteBefore(ends);
  }

  private void deleteBefore(Map<Kind, Map<Integer, Long>> ends) throws Exception {
    try (var admin = cluster.admin()) {
      for (var kind : ends.entrySet()) {
        for (var end : kind.getValue().entrySet()) {
          TestTopics.deleteBefore(admin, Topics.of(kind.getKey()), end.getKey(), end.getValue());
        }
      }
    }
  }

  private void refuseRunsWithoutTheArchive() {
    var live = CommandRun.of("run", "--kafka", broker.bootstrap());
    assertEquals(2, live.exitCode(), live::toString);
    assertTrue(live.err().matches("meterline: meterline\\.readings-0 begins at offset [0-9]+ in Kafka: .* \\(--archive\\)\n"), live.err());
    var bounded = CommandRun.of("run", "--kafka", broker.bootstrap(), "--until=latest", "--views", folder.resolve("none"));
    assertEquals(2, bounded.exitCode(), bounded::toString);
    assertTrue(bounded.err().contains("meterline.readings: partition 0 begins at offset "), bounded.err());
    var other = CommandRun.of("run", "--kafka", broker.bootstrap(), "--archive", folder.resolve("other"));
    assertEquals(2, other.exitCode(), other::toString);
    assertTrue(other.err().contains("does not have the event with offset 0, but Kafka begins at offset "), other.err());
  }

  private void submitGated(int parallelism, Optional<String> from) {
    var options = new ArrayList<>(List.of("--parallelism=" + parallelism, "--checkpointingInterval=1000"));
    options.addAll(flink.options());
    from.ifPresent(savepoint -> options.add("--savepointPath=" + savepoint));
    var archive = open();
    var handOver = HandOver.of(cluster, archive.events());
    handOver.require(cluster);
    var partitions = LogEnds.of(cluster, new Until.Latest()).partitions();
    var gated = new GatedArchive(archive.events(), gate().toString());
    var log =
        KafkaLog.live(cluster, partitions, gated, Duration.ZERO, SLACK)
            .archivedTo(new ArchiveEvents(archive, handOver));
    new SubmittedRuns(new PrintWriter(System.err)).live(new Live(cluster, log, RULES, Analyses.standard()), options);
  }

  private Path gate() {
    return folder.resolve("gate");
  }

  /** Starts a run without a checkpoint, as a user does. */
  private JavaProcess startOver() {
    var arguments = new ArrayList<>(List.of("run", "--kafka", broker.bootstrap(), "--lateness=PT1H"));
    arguments.addAll(List.of("--window=PT1S", "--wait=PT0S", "--compare-every=PT1S", "--parallelism=2"));
    arguments.addAll(List.of("--archive=" + archive(), "--archive-every=PT2S"));
    arguments.addAll(flink.options());
    return JavaProcess.start(folder.resolve("run.log"), List.of("-Xmx512m"), Meterline.class.getName(), arguments);
  }

  /** Lets the street report before and after something happens. */
  private void during(Runnable happens) {
    var street = new Street(broker.bootstrap());
    try (street) {
      street.open();
      Waiting.until(PATIENCE, () -> street.events() > EVENTS / 2, () -> "events of the street");
      happens.run();
      Waiting.until(PATIENCE, () -> street.events() > EVENTS, () -> "events of the street");
    }
    events += street.events();
  }

  private void verify() {
    Waiting.until(PATIENCE, () -> archived() == events, () -> archived() + " events archived of " + events + "; " + flink.trouble());
    var replayed = folder.resolve("views-" + views++);
    succeed("run", "--archive", archive(), "--views", replayed, "--known=then", "--lateness=PT1H");
    var last = new AtomicReference<CommandRun>();
    Waiting.until(
        PATIENCE,
        () -> {
          last.set(CommandRun.of("verify", "kafka://" + broker.bootstrap(), replayed, "--show", 50));
          return last.get().exitCode() == 0;
        },
        () -> last.get() + flink.trouble());
  }

  private LiveArchive open() {
    try (var admin = cluster.admin()) {
      return LiveArchive.open(archive(), LogIdentity.of(admin), SLICES);
    }
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
      throw new AssertionError(e);
    }
  }

  private static void succeed(Object... command) {
    var run = CommandRun.of(command);
    assertEquals(0, run.exitCode(), run::toString);
  }
}
