package io.meterline.connect.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.demo.LocalBroker;
import io.meterline.app.launch.FolderBytes;
import io.meterline.app.simulate.LogSink;
import io.meterline.app.simulate.Simulation;
import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.Decoded;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.TopicReader;
import io.meterline.connect.kafka.log.ArchivedEvents;
import io.meterline.connect.kafka.log.HandOver;
import io.meterline.connect.kafka.log.KafkaLog;
import io.meterline.connect.kafka.log.LogEnds;
import io.meterline.connect.kafka.log.LogPublisher;
import io.meterline.connect.kafka.log.Until;
import io.meterline.connect.kafka.topics.TestTopics;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.time.Known;
import io.meterline.model.time.Windows;
import io.meterline.pipeline.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archiving a log in Kafka. */
class KafkaArchiveTest {
  private static final TimeSlices SLICES = new TimeSlices(Duration.ofSeconds(1));
  private static final Rules RULES = new Rules(Known.THEN, Duration.ofDays(2), Windows.of(Duration.ofDays(1)));

  @TempDir static Path brokers;
  private static LocalBroker broker;
  private static KafkaCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void startBroker() {
    broker = LocalBroker.start(brokers);
    cluster = KafkaCluster.at(broker.bootstrap());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void makeTopics() throws Exception {
    try (var admin = cluster.admin()) {
      TestTopics.deleteAll(admin);
      Topics.create(admin, Analyses.standard().views(), 3, Optional.empty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--runner=DirectRunner", "--runner=FlinkRunner --parallelism=2"})
  void everyEventIsArchivedOnceAndSoAreEventsLoggedAfterwards(String runner) throws IOException {
    publish(1);
    poison();
    archive(runner);
    assertEquals(logged(), archived());
    var bytes = FolderBytes.of(folder);

    archive(runner);
    assertEquals(bytes, FolderBytes.of(folder));

    publish(2);
    poison();
    archive(runner);
    assertEquals(logged(), archived());
    assertTrue(FolderBytes.of(folder).entrySet().containsAll(bytes.entrySet()), "a file was changed");
  }

  @Test
  void aTopicCreatedAgainIsAnotherLog() throws Exception {
    try (var admin = cluster.admin()) {
      var before = LogIdentity.of(admin);
      assertEquals(before, LogIdentity.of(admin));
      TestTopics.delete(admin, Topics.SETTINGS);
      Topics.create(admin, Analyses.standard().views(), 3, Optional.empty());
      assertNotEquals(before, LogIdentity.of(admin));
    }
  }

  private void archive(String runner) {
    var archive = open();
    var pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(runner.split(" ")).create());
    KafkaLog.until(cluster, LogEnds.of(cluster, Until.parse("latest")))
        .archivedTo(new ArchiveEvents(archive, new HandOver(ArchivedEvents.none(), List.of())))
        .read(pipeline, RULES);
    assertEquals(PipelineResult.State.DONE, pipeline.run().waitUntilFinish());
  }

  private LiveArchive open() {
    try (var admin = cluster.admin()) {
      return LiveArchive.open(folder, LogIdentity.of(admin), SLICES);
    }
  }

  private static void publish(long seed) {
    var simulation = new Simulation(6, 2, seed, Simulation.DEFAULT_START, Simulation.DEFAULT_INTERVAL);
    try (var publisher = LogPublisher.to(cluster)) {
      simulation.run(
          new LogSink() {
            @Override
            public void reading(LoggedReading logged) {
              publisher.send(logged.device(), logged.reading());
            }

            @Override
            public void change(LoggedChange change) {
              publisher.send(change);
            }
          });
      publisher.flush();
    }
  }

  private static void poison() {
    try (var producer = cluster.producer(Map.of())) {
      producer.send(new ProducerRecord<>(Topics.READINGS, 1, new byte[] {1}, "no event".getBytes(StandardCharsets.UTF_8)));
      producer.send(new ProducerRecord<>(Topics.READINGS, 2, new byte[] {1}, null));
      producer.send(new ProducerRecord<>(Topics.SETTINGS, 0, new byte[] {1}, new byte[] {(byte) 0xC3, 1, 7}));
    }
  }

  /** The decoded content of the topics. */
  private static List<String> logged() {
    var events = new ArrayList<String>();
    TopicReader.readToEnd(
        cluster, Topics.READINGS, record -> events.add(text(new ReadingEvents().decode(value(record), position(record)))));
    TopicReader.readToEnd(
        cluster, Topics.SETTINGS, record -> events.add(text(new ChangeEvents().decode(value(record), position(record)))));
    return events.stream().sorted().toList();
  }

  private static String text(Decoded<?> decoded) {
    if (decoded instanceof Decoded.Event<?> event) {
      return event.event().toString();
    }
    return ((Decoded.Malformed<?>) decoded).rejection().toString();
  }

  private static byte[] value(ConsumerRecord<byte[], byte[]> record) {
    return Optional.ofNullable(record.value()).orElse(new byte[0]);
  }

  private static Position position(ConsumerRecord<byte[], byte[]> record) {
    return new Position(Instant.ofEpochMilli(record.timestamp()), record.partition(), record.offset());
  }

  private List<String> archived() {
    return ArchivedLog.read(folder).values().stream()
        .flatMap(Collection::stream)
        .map(Object::toString)
        .sorted()
        .toList();
  }
}
