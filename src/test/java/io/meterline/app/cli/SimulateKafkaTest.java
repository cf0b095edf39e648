package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.demo.LocalBroker;
import io.meterline.app.simulate.LogSink;
import io.meterline.app.simulate.Simulation;
import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.Decoded;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.TopicReader;
import io.meterline.connect.kafka.topics.TestTopics;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A simulated log that is published. */
class SimulateKafkaTest {
  @TempDir static Path folder;
  private static LocalBroker broker;
  private static KafkaCluster cluster;

  @BeforeAll
  static void startBroker() {
    broker = LocalBroker.start(folder);
    cluster = KafkaCluster.at(broker.bootstrap());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @AfterEach
  void removeTopics() throws Exception {
    try (var admin = cluster.admin()) {
      TestTopics.deleteAll(admin);
    }
  }

  private static void makeTopics() {
    try (var admin = cluster.admin()) {
      Topics.create(admin, Analyses.standard().views(), 3, Optional.empty());
    }
  }

  @Test
  void everyEventOfTheLogIsPublishedOnceAndInOrderPerKey() {
    makeTopics();
    var run = simulate("--devices", 5, "--days", 3, "--seed", 7, "--start", "2024-03-04");
    var expected = new ArrayList<LoggedReading>();
    var changes = new ArrayList<LoggedChange>();
    var start = LocalDate.parse("2024-03-04");
    new Simulation(5, 3, 7, start, Simulation.DEFAULT_INTERVAL).run(into(expected, changes));

    assertEquals(List.of(), run.complaints());
    assertEquals(0, run.exitCode());
    var said = "localhost:[0-9]+: " + expected.size() + " readings and " + changes.size() + " settings changes, .* readings/s\n";
    assertTrue(run.out().matches(said), run.out());
    var byDevice = new TreeMap<String, List<String>>();
    for (var record : records(Topics.READINGS)) {
      var reading = reading(record);
      assertEquals(reading.device(), new String(record.key(), StandardCharsets.UTF_8));
      byDevice.computeIfAbsent(reading.device(), any -> new ArrayList<>()).add(reading.reading().toString());
    }
    assertEquals(
        expected.stream()
            .collect(
                Collectors.groupingBy(
                    LoggedReading::device,
                    TreeMap::new,
                    Collectors.mapping(logged -> logged.reading().toString(), Collectors.toList()))),
        byDevice);
    assertEquals(
        changes.stream().map(change -> change.scope() + change.name() + change.value() + change.effectiveAt()).toList(),
        records(Topics.SETTINGS).stream()
            .map(SimulateKafkaTest::change)
            .map(change -> change.scope() + change.name() + change.value() + change.effectiveAt())
            .toList());
  }

  @Test
  void withoutAStartItEndsWithYesterday() {
    makeTopics();
    assertEquals(0, simulate("--devices", 3, "--days", 2).exitCode());
    var midnight = LocalDate.now(ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant();
    var first = records(Topics.READINGS).stream().map(record -> reading(record).reading().at()).min(Instant::compareTo).orElseThrow();
    assertFalse(first.isBefore(midnight.minus(Duration.ofDays(3))), first::toString);
    assertTrue(first.isBefore(midnight), first::toString);
  }

  @Test
  void aRateIsNotExceeded() {
    makeTopics();
    var start = System.nanoTime();
    assertEquals(0, simulate("--devices", 4, "--days", 1, "--rate", 100).exitCode());
    var seconds = (System.nanoTime() - start) / 1e9;
    var readings = records(Topics.READINGS).size();
    assertTrue(readings / seconds <= 100, readings + " in " + seconds + " s");
  }

  @Test
  void liveEveryDeviceReportsItsMeasurementOncePerIntervalAfterItsSettings() {
    makeTopics();
    var run = simulate("--devices", 30, "--interval", "PT2S", "--live", "--for", "PT6S");
    assertEquals(0, run.exitCode(), run.err());

    var opening = records(Topics.SETTINGS).stream().limit(60).mapToLong(ConsumerRecord::timestamp).max().orElseThrow();
    var devices = new TreeMap<String, Integer>();
    for (var record : records(Topics.READINGS)) {
      var reading = reading(record);
      assertTrue(record.timestamp() >= opening, record::toString);
      assertEquals(2, reading.reading().seconds());
      if (reading.reading().at().isBefore(Instant.now())) {
        assertTrue(reading.reading().endMillis() <= record.timestamp(), reading::toString);
      }
      devices.merge(reading.device(), 1, Integer::sum);
    }
    // Some are cut off for a while.
    assertTrue(devices.size() > 20, devices::toString);
  }

  @Test
  void liveItEndsCleanlyWhenAskedToStop() throws Exception {
    makeTopics();
    try (var child = ChildRun.start("simulate", "--kafka", broker.bootstrap(), "--interval", "PT1S", "--live")) {
      var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (records(Topics.READINGS).size() < 20 && System.nanoTime() < deadline) {
        assertTrue(child.isAlive());
      }
      var run = child.terminate();
      assertEquals(0, run.exitCode(), run.err());
      var readings = records(Topics.READINGS).size();
      assertTrue(run.out().startsWith(broker.bootstrap() + ": " + readings + " readings and "), run.out());
    }
  }

  @Test
  void missingTopicsAreNamedWithWhatToDo() {
    var run = simulate("--days", 1);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith("meterline: meterline.readings: "), run.err());
    assertTrue(run.err().contains("meterline topics"), run.err());
    assertEquals(1, run.err().lines().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--out x --kafka localhost:1",
        "--out x --rate 5",
        "--out x --live",
        "--kafka localhost:1 --rate 0",
        "--kafka localhost:1 --for PT1S",
        "--kafka localhost:1 --live --rate 7",
        "--kafka localhost:1 --live --days 7",
        "--kafka localhost:1 --live --interval PT2H",
        "--kafka localhost:1 --interval PT1S"
      })
  void conflictingOptionsAreRefusedBeforeAnythingIsDone(String options) {
    var run = CommandRun.of((Object[]) ("simulate " + options).trim().split(" "));
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertTrue(run.err().endsWith("(see 'meterline simulate --help')\n"), run.err());
    assertEquals(1, run.err().lines().count());
  }

  private static CommandRun simulate(Object... options) {
    var all = new ArrayList<Object>(List.of("simulate", "--kafka", broker.bootstrap()));
    all.addAll(List.of(options));
    return CommandRun.of(all.toArray());
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    TopicReader.readToEnd(cluster, topic, records::add);
    return records;
  }

  private static LoggedReading reading(ConsumerRecord<byte[], byte[]> record) {
    return ((Decoded.Event<LoggedReading>) new ReadingEvents().decode(record.value(), position(record))).event();
  }

  private static LoggedChange change(ConsumerRecord<byte[], byte[]> record) {
    return ((Decoded.Event<LoggedChange>) new ChangeEvents().decode(record.value(), position(record))).event();
  }

  private static Position position(ConsumerRecord<byte[], byte[]> record) {
    return new Position(Instant.ofEpochMilli(record.timestamp()), record.partition(), record.offset());
  }

  private static LogSink into(List<LoggedReading> readings, List<LoggedChange> changes) {
    return new LogSink() {
      @Override
      public void reading(LoggedReading reading) {
        readings.add(reading);
      }

      @Override
      public void change(LoggedChange change) {
        changes.add(change);
      }
    };
  }
}
