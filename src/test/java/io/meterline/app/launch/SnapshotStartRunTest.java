package io.meterline.app.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.cli.CommandRun;
import io.meterline.app.cli.Meterline;
import io.meterline.cluster.JavaProcess;
import io.meterline.cluster.Waiting;
import io.meterline.connect.archive.LiveArchive;
import io.meterline.connect.archive.LogIdentity;
import io.meterline.connect.archive.TimeSlices;
import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.files.Folder;
import io.meterline.connect.files.LocalFolder;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.log.LogEnds;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.connect.kafka.log.Until;
import io.meterline.connect.kafka.topics.TestTopics;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.device.SnapshotTimes;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reading;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.pipeline.Rules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A live run that starts from the snapshots in the archive, as Kafka no longer has the first nine tenths of the log, and then resumes
 * from its checkpoint; on a real broker and Flink.
 */
class SnapshotStartRunTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant STARTED = Instant.parse("2026-03-03T00:00:00Z");
  private static final int DAYS = 4;
  private static final int SECONDS = 7_200;
  private static final int PARTITIONS = 2;
  private static final Duration WINDOW = Duration.ofSeconds(5);
  private static final List<String> LIVE =
      List.of("run", "--archive-every=PT2S", "--lateness=PT1H", "--window=" + WINDOW, "--wait=PT0S", "--slack=PT1S");
  private static final Map<String, String> ZONES =
      Map.of("a", "UTC", "b", "Pacific/Kiritimati", "c", "America/Los_Angeles", "d", "UTC", "silent", "UTC");

  private Path folder;
  private KafkaCluster cluster;
  private int views;

  /** An event and when it is logged. */
  private record Sent(Kind kind, int partition, long loggedAt, byte[] value) {}

  @Test
  void onlyReadingsLoggedSinceAreReadAndTheRowsAreThoseOfAReplay(@TempDir Path temporary) throws Exception {
    folder = temporary;
    try (var log = new TestLog(folder.resolve("broker"), PARTITIONS)) {
      cluster = log.cluster();
      var unwritten = CommandRun.of("run", "--kafka", cluster.bootstrap(), "--snapshot-every=P1D");
      assertEquals(2, unwritten.exitCode(), unwritten::toString);
      assertEquals("meterline: --snapshot-every needs --archive, where a live run writes snapshots\n", unwritten.err());
      var past = past();
      sendAtTheirTimes(past);
      try (var first = start("first.log", List.of())) {
        Waiting.until(PATIENCE, () -> archived() == logged(), first::output);
        Waiting.until(PATIENCE, () -> markers().size() == DAYS, () -> markers() + first.output());
      }
      for (var marker : markers()) {
        if (marker.getFileName().toString().compareTo("20260303T000000.000.complete") > 0) {
          Files.delete(marker);
        }
      }
      deleteNineTenths();
      var checkpoints = List.of("--runner=FlinkRunner", "--parallelism=2", "--checkpoints=" + folder.resolve("checkpoints"), "--checkpoint-every=PT1S");
      try (var second = start("second.log", checkpoints)) {
        var before = past.stream().filter(one -> one.kind == Kind.READING && one.loggedAt < STARTED.toEpochMilli()).count();
        var message = "starting from the snapshots of %s in [^ ]+: %d readings that were logged before are not read".formatted(STARTED, before);
        Waiting.until(PATIENCE, () -> second.output().lines().anyMatch(line -> line.replace(",", "").matches(message)), second::output);
        for (var device : ZONES.keySet()) {
          log.send(Kind.READING, partition(device), Optional.of(reading(device, Instant.now().minusSeconds(3_600), 1_800, 700_000)));
        }
        log.send(Kind.READING, 0, Optional.of(reading("a", BEGIN.plusSeconds(1), 60, 1)));
        log.send(Kind.READING, 1, Optional.of(new byte[] {1}));
        verify(second);
        Waiting.until(PATIENCE, () -> markers().size() == DAYS, () -> markers() + second.output());
      }
      try (var third = start("third.log", checkpoints)) {
        Waiting.until(PATIENCE, () -> third.output().contains("resuming from "), third::output);
        log.send(Kind.READING, partition("b"), Optional.of(reading("b", Instant.now().minusSeconds(1_800), 1_700, 900_000)));
        verify(third);
      }
      assertRefused("PT24H \\([0-9a-f]{12}\\), not none", checkpoints);
      assertRefused("PT24H \\([0-9a-f]{12}\\), not PT12H \\([0-9a-f]{12}\\)", with(checkpoints, "--snapshot-every=PT12H"));
      assertRefused("(PT24H) \\([0-9a-f]{12}\\), not \\1 \\([0-9a-f]{12}\\)", with(checkpoints, "--snapshot-every=P1D", "--compare-every=PT1M"));
      assertTrue(started().startsWith("starting from the snapshots of "), started());
      emptyTheViews();
      assertEquals("the topics of the views have no rows: starting with the first event of the log, not from snapshots\n", started());
    }
  }

  /** What a run says that starts over; it is not run. */
  private String started() {
    var err = new StringWriter();
    var rules = new Rules(Known.THEN, Duration.ofHours(1), Windows.of(WINDOW)).withSnapshots(SnapshotTimes.every(Duration.ofDays(1)));
    var times = new LiveTimes(Duration.ZERO, Duration.ofSeconds(1), Timeouts.DEFAULT_UNREACHABLE);
    var run = new LiveRun(cluster, rules, Analyses.standard(), new NotRun(), new PrintWriter(err));
    run.live(times, Optional.empty(), Optional.of(new LocalFolder(archive())), this::opened, List.of());
    return err.toString();
  }

  private LiveArchive opened(Folder folder) {
    try (var admin = cluster.admin()) {
      return LiveArchive.open(folder, LogIdentity.of(admin), new TimeSlices(Duration.ofSeconds(2)));
    }
  }

  /** Does not run what it is given. */
  private record NotRun() implements RunHandler {
    @Override
    public int replay(Replay replay, List<String> beamOptions) {
      throw new AssertionError("not a live run");
    }

    @Override
    public int live(Live live, List<String> beamOptions) {
      return 0;
    }
  }

  /** A run with other snapshots does not resume. */
  private void assertRefused(String difference, List<String> options) {
    var run = CommandRun.of(with(LIVE, with(options, "--kafka", cluster.bootstrap(), "--archive=" + archive()).toArray(String[]::new)).toArray());
    assertEquals(2, run.exitCode(), run::toString);
    var checkpoints = Pattern.quote(folder.resolve("checkpoints").toString());
    var message = "meterline: the checkpoints in %s are of a run with --snapshot-every %s; resume with that, or name a new folder for --checkpoints\n";
    assertTrue(run.err().matches(message.formatted(checkpoints, difference)), run::err);
  }

  private static List<String> with(List<String> options, String... others) {
    return Stream.concat(options.stream(), Stream.of(others)).toList();
  }

  private void emptyTheViews() throws Exception {
    try (var admin = cluster.admin()) {
      for (var view : Analyses.standard().views()) {
        TestTopics.set(admin, Topics.of(view), "cleanup.policy", "compact,delete");
        for (var partition = 0; partition < PARTITIONS; partition++) {
          TestTopics.deleteBefore(admin, Topics.of(view), partition, -1);
        }
        TestTopics.set(admin, Topics.of(view), "cleanup.policy", "compact");
      }
    }
  }

  private JavaProcess start(String output, List<String> options) {
    var arguments = new ArrayList<>(with(LIVE, "--kafka", cluster.bootstrap(), "--archive=" + archive(), "--snapshot-every=PT24H"));
    arguments.add("--compare-every=PT5S");
    arguments.addAll(options);
    return JavaProcess.start(folder.resolve(output), List.of("-Xmx512m"), Meterline.class.getName(), arguments);
  }

  private static List<Sent> past() {
    var events = new ArrayList<Sent>();
    var settings = BEGIN.minusSeconds(3_600);
    events.add(change("everyone", "price.micros.per.kwh", "300000", settings));
    events.add(change("everyone", "alert.threshold.watts", "300", settings));
    events.add(change("everyone", "price.micros.per.kwh", "100000", Instant.parse("2026-03-03T05:30:00Z")));
    ZONES.forEach(
        (device, zone) -> {
          events.add(change("device:" + device, "timezone", zone, settings));
          events.add(change("device:" + device, "cohort", "street", settings));
          var days = device.equals("silent") ? 1 : DAYS;
          for (var i = 0; i < days * 12; i++) {
            var at = BEGIN.plusSeconds((long) i * SECONDS);
            var delay = i % 5 == device.length() % 5 ? 3_000 : 60;
            var energy = (i * 37 + device.hashCode() % 100) % 11 * 200_000L;
            events.add(
                new Sent(
                    Kind.READING, partition(device), at.plusSeconds(SECONDS + delay).toEpochMilli(), reading(device, at, SECONDS, energy)));
          }
        });
    events.sort(Comparator.comparingLong(Sent::loggedAt));
    return events;
  }

  private static Sent change(String scope, String name, String value, Instant at) {
    var change = new LoggedChange(scope, name, "SET", value, at, Optional.empty(), Optional.empty(), new Position(at, 0, 0));
    return new Sent(Kind.SETTING, 0, at.toEpochMilli(), new ChangeEvents().encode(change));
  }

  private static byte[] reading(String device, Instant at, int seconds, long milliwattHours) {
    return new ReadingEvents().encode(device, new Reading(at.toEpochMilli(), seconds, milliwattHours));
  }

  private static int partition(String device) {
    return Math.floorMod(device.hashCode(), PARTITIONS);
  }

  /** Sends events that the topics say were logged in the past. */
  private void sendAtTheirTimes(List<Sent> events) throws Exception {
    try (var admin = cluster.admin();
        var producer = cluster.producer(Map.of())) {
      for (var kind : Kind.values()) {
        TestTopics.set(admin, Topics.of(kind), "message.timestamp.type", "CreateTime");
      }
      for (var event : events) {
        producer.send(new ProducerRecord<>(Topics.of(event.kind), event.partition, event.loggedAt, null, event.value));
      }
      producer.flush();
      for (var kind : Kind.values()) {
        TestTopics.set(admin, Topics.of(kind), "message.timestamp.type", "LogAppendTime");
      }
    }
  }

  private void deleteNineTenths() throws Exception {
    try (var admin = cluster.admin()) {
      for (var kind : LogEnds.of(cluster, new Until.Latest()).ends().entrySet()) {
        for (var end : kind.getValue().entrySet()) {
          TestTopics.deleteBefore(admin, Topics.of(kind.getKey()), end.getKey(), end.getValue() * 9 / 10);
        }
      }
    }
  }

  private void verify(JavaProcess run) {
    Waiting.until(PATIENCE, () -> archived() == logged() || !run.isRunning(), () -> archived() + " events archived of " + logged() + "; " + run.output());
    var replayed = folder.resolve("views-" + views++);
    var replay = CommandRun.of("run", "--archive", archive(), "--views", replayed, "--known=then", "--lateness=PT1H");
    assertEquals(0, replay.exitCode(), replay::toString);
    var last = new AtomicReference<CommandRun>();
    Waiting.until(
        PATIENCE,
        () -> {
          last.set(CommandRun.of("verify", "kafka://" + cluster.bootstrap(), replayed, "--show", 50));
          return last.get().exitCode() == 0;
        },
        () -> last.get() + run.output());
    assertTrue(run.isRunning(), run::output);
  }

  private Path archive() {
    return folder.resolve("archive");
  }

  private List<Path> markers() {
    try (var files = Files.walk(archive())) {
      return files.filter(file -> file.toString().endsWith(".complete")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long logged() {
    return LogEnds.of(cluster, new Until.Latest()).ends().values().stream()
        .flatMap(ends -> ends.values().stream())
        .mapToLong(Long::longValue)
        .sum();
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
      return -1;
    }
  }
}
