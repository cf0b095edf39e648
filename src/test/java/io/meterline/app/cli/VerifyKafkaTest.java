package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.demo.LocalBroker;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.TestTopics;
import io.meterline.connect.kafka.topics.Topics;
import io.meterline.connect.kafka.views.RowJson;
import io.meterline.connect.parquet.ViewFile;
import io.meterline.engine.analysis.Analyses;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.model.view.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views in topics compared with views in a folder. */
class VerifyKafkaTest {
  private static final LocalDate DAY = LocalDate.parse("2013-01-01");

  @TempDir static Path brokers;
  private static LocalBroker broker;

  @TempDir Path views;
  private KafkaCluster cluster;

  @BeforeAll
  static void startBroker() {
    broker = LocalBroker.start(brokers);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void makeTopics() throws IOException {
    cluster = KafkaCluster.at(broker.bootstrap());
    try (var admin = cluster.admin()) {
      Topics.create(admin, Analyses.standard().views(), 3, Optional.empty());
    }
    for (var view : Analyses.standard().views()) {
      Files.createDirectories(views.resolve(view.name()));
    }
  }

  @AfterEach
  void removeTopics() throws Exception {
    try (var admin = cluster.admin()) {
      TestTopics.deleteAll(admin);
    }
  }

  @Test
  void theLastRowOfEachKeyIsComparedAndDeletedRowsAreIgnored() throws IOException {
    publish(usage("m1", 1, 0), usage("m2", 2, 0), usage("m3", 3, 0), usage("m1", 7, 1));
    delete(usage("m3", 3, 0));
    delete(usage("m4", 3, 0));
    publish(usage("m2", 2, 5));
    write(usage("m1", 7, 0), usage("m2", 2, 0));

    var run = verify();
    assertEquals("", run.err());
    assertTrue(run.out().contains("\nusage                   2            2          0          0          0          0\n"), run.out());
    assertTrue(run.out().endsWith("\nidentical\n"), run.out());
    assertEquals(0, run.exitCode());
  }

  @Test
  void aRowThatIsPublishedAgainAfterItsDeletionIsCompared() throws IOException {
    publish(usage("m1", 1, 0));
    delete(usage("m1", 1, 1));
    publish(usage("m1", 4, 2));
    write(usage("m1", 4, 0));
    assertEquals(0, verify().exitCode());
  }

  @Test
  void rowsThatDifferOrAreOnlyOnOneSideAreShown() throws IOException {
    publish(usage("m1", 1, 3), usage("m2", 2, 0));
    write(usage("m1", 9, 0), usage("m3", 3, 0));
    var run = verify();
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("\nusage                   2            2          1          1          1          0\n"), run.out());
    assertTrue(run.out().contains("    milliwatt_hours                           1                        9\n"), run.out());
  }

  @Test
  void aRejectionThatIsPublishedTwiceIsOneRow() throws IOException {
    publish(rejected(1, "one"), rejected(2, "two"), rejected(1, "one"));
    write(rejected(2, "two"), rejected(1, "one"));
    assertEquals(0, verify().exitCode());

    publish(rejected(3, "three"));
    assertEquals(1, verify().exitCode());
  }

  @Test
  void bothSidesMayBeTopics() {
    publish(usage("m1", 1, 0));
    assertEquals(0, CommandRun.of("verify", kafka(), kafka()).exitCode());
  }

  @Test
  void aRecordThatIsNotARowIsNamed() {
    try (var producer = cluster.producer(Map.of())) {
      producer.send(new ProducerRecord<>("meterline.usage", 1, new byte[] {1}, "poison".getBytes(StandardCharsets.UTF_8)));
    }
    var run = verify();
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith("meterline: meterline.usage, partition 1, offset 0: not a row of usage: "), run.err());
    assertEquals(1, run.err().lines().count());
  }

  @Test
  void aMissingTopicIsReportedBeforeAnythingIsCompared() throws Exception {
    try (var admin = cluster.admin()) {
      TestTopics.delete(admin, "meterline.alerts");
    }
    var run = verify();
    assertEquals(2, run.exitCode());
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("meterline: meterline.alerts: "), run.err());
    assertEquals(1, run.err().lines().count());
  }

  @Test
  void anAddressWithoutABrokerIsReportedInOneLine() {
    var nowhere = "localhost:" + LocalBroker.freePort();
    var run = CommandRun.of("verify", "kafka://" + nowhere, views);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith("meterline: cannot connect to " + nowhere + ": no Kafka broker has answered"), run.err());
    assertEquals(1, run.err().lines().count());
  }

  private CommandRun verify() {
    return CommandRun.of("verify", kafka(), views);
  }

  private static String kafka() {
    return "kafka://" + broker.bootstrap();
  }

  private void publish(Row... rows) {
    try (var producer = cluster.producer(Map.of())) {
      for (var row : rows) {
        producer.send(new ProducerRecord<>(Topics.of(row.view()), RowJson.key(row), RowJson.value(row)));
      }
    }
  }

  private void delete(Row row) {
    try (var producer = cluster.producer(Map.of())) {
      producer.send(new ProducerRecord<>(Topics.of(row.view()), RowJson.key(row), null));
    }
  }

  private void write(Row... rows) throws IOException {
    var view = rows[0].view();
    var file = views.resolve(view.name()).resolve("part.parquet");
    ViewFile.write(file, Table.of(view, List.of(rows)));
  }

  private static Row usage(String device, long energy, long revision) {
    return Usage.VIEW.row(revision, device, DAY, "UTC", energy, OptionalLong.empty(), 1L, List.of(0L, energy), 9L, OptionalLong.empty(), 1800L);
  }

  private static Row rejected(long offset, String detail) {
    return Rejected.VIEW.row(0, "READING", 0, offset, "MALFORMED", detail, Optional.of(Instant.EPOCH), "{}");
  }
}
