package io.meterline.connect.kafka.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.demo.LocalBroker;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.TopicReader;
import io.meterline.connect.kafka.topics.TopicReport.Origin;
import io.meterline.engine.analysis.Analyses;
import io.meterline.model.MeterlineException;
import io.meterline.model.view.Rejected;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {
  private static LocalBroker broker;
  private static KafkaCluster cluster;
  private static Admin admin;

  @BeforeAll
  static void start(@TempDir Path folder) {
    broker = LocalBroker.start(folder);
    cluster = KafkaCluster.at(broker.bootstrap());
    admin = cluster.admin();
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void noTopics() throws Exception {
    TestTopics.deleteAll(admin);
  }

  @Test
  void everyTopicIsCreatedWithTheRequiredSettings() throws Exception {
    var reports = create();
    assertEquals(
        List.of(
            "meterline.readings",
            "meterline.settings",
            "meterline.usage",
            "meterline.alerts",
            "meterline.cohorts",
            "meterline.comparisons",
            "meterline.rejected"),
        reports.stream().map(TopicReport::topic).toList());
    for (var report : reports) {
      assertEquals(Origin.CREATED, report.origin(), report.topic());
      assertEquals(report.topic().equals(Topics.SETTINGS) ? 1 : 3, report.partitions(), report.topic());
      assertEquals(1, report.replicas(), report.topic());
      assertEquals(0, report.written(), report.topic());
      assertEquals(List.of(), report.findings(), report.topic());
    }
    for (var topic : List.of(Topics.READINGS, Topics.SETTINGS)) {
      assertEquals("LogAppendTime", TestTopics.get(admin, topic, "message.timestamp.type"));
      assertEquals("delete", TestTopics.get(admin, topic, "cleanup.policy"));
      assertEquals("-1", TestTopics.get(admin, topic, "retention.ms"));
      assertEquals("-1", TestTopics.get(admin, topic, "retention.bytes"));
    }
    for (var view : Analyses.standard().views()) {
      assertEquals("compact", TestTopics.get(admin, Topics.of(view), "cleanup.policy"));
    }
    Topics.requireLog(admin);
    Topics.requireSettings(admin);
    Topics.requireViews(admin, Analyses.standard().views());
  }

  @Test
  void existingTopicsAreUnchanged() throws Exception {
    create();
    TestTopics.write(cluster, Topics.READINGS, new byte[] {1});
    TestTopics.write(cluster, Topics.READINGS, new byte[] {2});
    var again = Topics.create(admin, Analyses.standard().views(), 9, Optional.empty());
    assertEquals(Set.of(Origin.FOUND), Set.copyOf(again.stream().map(TopicReport::origin).toList()));
    assertEquals(3, again.get(0).partitions());
    assertEquals(2, again.get(0).written());
    assertEquals(List.of(), findings(again));
  }

  @Test
  void onlyMissingTopicsAreCreated() throws Exception {
    create();
    admin.deleteTopics(List.of("meterline.alerts")).all().get();
    assertEquals(
        List.of("meterline.alerts"),
        create().stream().filter(one -> one.origin() == Origin.CREATED).map(TopicReport::topic).toList());
  }

  @Test
  void theBrokerSetsTimestampsWhateverTheProducerSends() throws Exception {
    create();
    var before = System.currentTimeMillis();
    try (var producer = cluster.producer(Map.of())) {
      producer.send(new ProducerRecord<>(Topics.READINGS, 0, 5L, new byte[] {'m'}, new byte[] {1})).get();
    }
    TopicReader.readToEnd(
        cluster,
        Topics.READINGS,
        event -> {
          assertEquals(TimestampType.LOG_APPEND_TIME, event.timestampType());
          assertTrue(event.timestamp() >= before, () -> event.timestamp() + " is before " + before);
        });
  }

  @Test
  void theLargestEventOfTheLogFitsIntoARowOfAViewAsText() throws Exception {
    create();
    var event = new byte[1_000_000];
    TestTopics.write(cluster, Topics.READINGS, event);
    // Every character of it may be escaped as six, twice, and again in the detail of the rejection.
    TestTopics.write(cluster, Topics.of(Rejected.VIEW), new byte[13 * event.length]);
  }

  @ParameterizedTest
  @CsvSource({
    "meterline.readings, message.timestamp.type, CreateTime, LogAppendTime, LogAppendTime",
    "meterline.readings, cleanup.policy, compact, delete, delete",
    "meterline.settings, message.timestamp.type, CreateTime, LogAppendTime, LogAppendTime",
    "meterline.settings, cleanup.policy, 'compact,delete', delete, delete",
    "meterline.usage, cleanup.policy, delete, compact, compact",
    "meterline.rejected, max.message.bytes, 1048588, at least 16777216, 16777216"
  })
  void aWrongConfigIsFound(String topic, String config, String value, String must, String required)
      throws Exception {
    create();
    TestTopics.set(admin, topic, config, value);
    var findings = findings(create());
    assertEquals(1, findings.size(), findings::toString);
    var finding = findings.get(0);
    assertEquals(topic, finding.topic());
    assertEquals(config + " is " + value + ", must be " + must, finding.problem());
    assertEquals(
        "kafka-configs.sh --bootstrap-server host:1 --alter --entity-type topics --entity-name "
            + topic
            + " --add-config "
            + config
            + "="
            + required,
        finding.remedy("host:1"));
    var refusal = topic.equals(Topics.READINGS) || topic.equals(Topics.SETTINGS) ? refusesLog() : refusesViews();
    assertEquals(topic + ": " + finding.problem() + " (run: meterline topics --bootstrap HOST:PORT)", refusal);

    TestTopics.set(admin, topic, config, required);
    assertEquals(List.of(), findings(create()));
  }

  @Test
  void aViewThatAcceptsLargerRowsThanRequiredIsValid() throws Exception {
    create();
    TestTopics.set(admin, "meterline.usage", "max.message.bytes", "33554432");
    assertEquals(List.of(), findings(create()));
  }

  @Test
  void producerTimestampsCannotBeFixedByAConfig() throws Exception {
    create();
    TestTopics.set(admin, Topics.READINGS, "message.timestamp.type", "CreateTime");
    TestTopics.write(cluster, Topics.READINGS, new byte[] {1});
    var finding = findings(create()).get(0);
    assertEquals(
        "message.timestamp.type is CreateTime, must be LogAppendTime; its events, 1 so far, may have timestamps"
            + " that the broker did not set",
        finding.problem());
    assertEquals(
        "keep its events elsewhere, kafka-topics.sh --bootstrap-server host:1 --delete --topic meterline.readings,"
            + " meterline topics --bootstrap host:1, and send them again",
        finding.remedy("host:1"));
  }

  @Test
  void aLogWhoseFirstEventsWereDeletedIsNoWholeLog() throws Exception {
    create();
    for (var i = 0; i < 5; i++) {
      TestTopics.write(cluster, Topics.SETTINGS, new byte[] {1});
    }
    Topics.requireWholeLog(admin);
    TestTopics.deleteBefore(admin, Topics.SETTINGS, 3);
    Topics.requireLog(admin);
    Topics.requireSettings(admin);
    var message =
        "meterline.settings: partition 0 begins at offset 3: the events before it were deleted; the archive of a live run may have them";
    assertEquals(message, assertThrows(MeterlineException.class, () -> Topics.requireWholeLog(admin)).getMessage());
    assertEquals(message, assertThrows(MeterlineException.class, () -> Topics.requireWholeSettings(admin)).getMessage());
    assertEquals(List.of(), findings(create()));
    assertEquals(List.of(new TopicNote.Begins(Topics.SETTINGS, 0, 3)), create().get(1).notes());
  }

  @ParameterizedTest
  @CsvSource({"retention.ms, 604800000", "retention.bytes, 1000000"})
  void aRetentionIsNotedAndNotRefused(String config, String value) throws Exception {
    create();
    TestTopics.set(admin, Topics.READINGS, config, value);
    TestTopics.set(admin, Topics.SETTINGS, config, value);
    Topics.requireWholeLog(admin);
    var reports = create();
    assertEquals(List.of(), findings(reports));
    assertEquals(List.of(new TopicNote.ReadingsFor(Topics.READINGS, config, value)), reports.get(0).notes());
    assertEquals(List.of(new TopicNote.SettingsFor(Topics.SETTINGS, config, value)), reports.get(1).notes());
  }

  @Test
  void missingTopicsAreNamed() throws Exception {
    assertEquals(
        "meterline.readings: there is no such topic; meterline.settings: there is no such topic"
            + " (run: meterline topics --bootstrap HOST:PORT)",
        refusesLog());
    create();
    admin.deleteTopics(List.of("meterline.cohorts")).all().get();
    assertEquals(
        "meterline.cohorts: there is no such topic (run: meterline topics --bootstrap HOST:PORT)", refusesViews());
    Topics.requireLog(admin);
  }

  @Test
  void aTopicThatIsDeletedWhileItIsLookedAtIsMissing() throws Exception {
    create();
    try (var deleting = new DeletesWhatItDescribed(broker.bootstrap(), "meterline.cohorts")) {
      var refusal =
          assertThrows(MeterlineException.class, () -> Topics.requireViews(deleting, Analyses.standard().views())).getMessage();
      assertEquals("meterline.cohorts: there is no such topic (run: meterline topics --bootstrap HOST:PORT)", refusal);
    }
  }

  /** Deletes a topic after it has been described for the first time, as another program might. */
  private static final class DeletesWhatItDescribed extends ForwardingAdmin {
    private final String topic;
    private boolean deleted;

    DeletesWhatItDescribed(String bootstrap, String topic) {
      super(Map.of("bootstrap.servers", bootstrap, "default.api.timeout.ms", "2000", "request.timeout.ms", "1000"));
      this.topic = topic;
    }

    @Override
    public DescribeTopicsResult describeTopics(TopicCollection topics, DescribeTopicsOptions options) {
      var described = super.describeTopics(topics, options);
      if (!deleted) {
        deleted = true;
        try {
          described.allTopicNames().get();
          TestTopics.delete(this, topic);
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
      return described;
    }
  }

  @Test
  void moreReplicasThanBrokersAreRefusedInOneLine() throws Exception {
    var refusal =
        assertThrows(MeterlineException.class, () -> Topics.create(admin, Analyses.standard().views(), 1, Optional.of((short) 3))).getMessage();
    assertTrue(refusal.startsWith("cannot create meterline."), refusal);
    assertTrue(refusal.contains("replication factor of 3 cannot be reached because only 1 broker"), refusal);
    assertEquals(Set.of(), TestTopics.names(admin));
  }

  @Test
  void aTopicIsReadFromBeginningToEndInOrderWithinEachPartition() throws Exception {
    create();
    try (var producer = cluster.producer(Map.of())) {
      for (var i = 0; i < 300; i++) {
        producer.send(new ProducerRecord<>(Topics.READINGS, i % 3, null, new byte[] {(byte) (i / 3)}));
      }
    }
    var read = new byte[3][100];
    var count = new int[3];
    TopicReader.readToEnd(
        cluster, Topics.READINGS, event -> read[event.partition()][count[event.partition()]++] = event.value()[0]);
    var inOrder = new byte[100];
    for (var i = 0; i < 100; i++) {
      inOrder[i] = (byte) i;
    }
    assertTrue(Arrays.deepEquals(new byte[][] {inOrder, inOrder, inOrder}, read));
  }

  @Test
  void aMissingTopicCannotBeRead() {
    var thrown =
        assertThrows(MeterlineException.class, () -> TopicReader.readToEnd(cluster, Topics.READINGS, event -> {}));
    assertEquals(
        "cannot read meterline.readings: there is no such topic; 'meterline topics' creates it", thrown.getMessage());
  }

  private static List<TopicReport> create() {
    return Topics.create(admin, Analyses.standard().views(), 3, Optional.empty());
  }

  private static List<Finding> findings(List<TopicReport> reports) {
    return reports.stream().flatMap(report -> report.findings().stream()).toList();
  }

  private static String refusesLog() {
    return assertThrows(MeterlineException.class, () -> Topics.requireLog(admin)).getMessage();
  }

  private static String refusesViews() {
    return assertThrows(MeterlineException.class, () -> Topics.requireViews(admin, Analyses.standard().views())).getMessage();
  }
}
