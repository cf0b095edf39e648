package io.meterline.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.demo.LocalBroker;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.TestTopics;
import io.meterline.connect.kafka.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsCommandTest {
  private static LocalBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start(@TempDir Path folder) {
    broker = LocalBroker.start(folder);
    admin = KafkaCluster.at(broker.bootstrap()).admin();
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
  void theTopicsAreCreatedAndThenFound() {
    var first = run("--partitions", "2");
    assertEquals(0, first.exitCode(), first.err());
    assertEquals(
        """
        topic                  partitions  replicas  records  state
        meterline.readings     2           1         0        created
        meterline.settings     1           1         0        created
        meterline.usage        2           1         0        created
        meterline.alerts       2           1         0        created
        meterline.cohorts      2           1         0        created
        meterline.comparisons  2           1         0        created
        meterline.rejected     2           1         0        created
        meterline.readings: note: every event is kept for ever; if a live run archives them (--archive), a week is enough:\
         kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name meterline.readings\
         --add-config retention.ms=604800000
        """
            .formatted(broker.bootstrap()),
        first.out());
    var second = run();
    assertEquals(0, second.exitCode(), second.err());
    assertEquals(first.out().replace("created", "ok"), second.out());
  }

  @Test
  void aTopicGetsFourPartitionsByDefault() {
    assertTrue(run().out().contains("\nmeterline.readings     4 "));
  }

  @Test
  void everyProblemIsReportedInOneLineWithItsFix() throws Exception {
    run();
    TestTopics.set(admin, Topics.READINGS, "message.timestamp.type", "CreateTime");
    TestTopics.set(admin, Topics.READINGS, "cleanup.policy", "compact");
    TestTopics.set(admin, Topics.READINGS, "retention.ms", "3600000");
    var again = run();
    assertEquals(1, again.exitCode(), again.err());
    assertEquals(
        List.of(
            "meterline.readings: message.timestamp.type is CreateTime, must be LogAppendTime; to fix it:"
                + " kafka-configs.sh --bootstrap-server "
                + broker.bootstrap()
                + " --alter --entity-type topics --entity-name meterline.readings --add-config"
                + " message.timestamp.type=LogAppendTime",
            "meterline.readings: cleanup.policy is compact, must be delete; to fix it: kafka-configs.sh --bootstrap-server "
                + broker.bootstrap()
                + " --alter --entity-type topics --entity-name meterline.readings --add-config cleanup.policy=delete",
            "meterline.readings: note: retention.ms is 3600000: a live run must archive the events (--archive) before they are"
                + " deleted, and then reads the first ones from the archive"),
        again.out().lines().skip(8).toList());
    assertTrue(again.out().contains("\nmeterline.readings     4           1         0        wrong\n"), again.out());
  }

  @Test
  void invalidNumbersAreRefused() throws Exception {
    assertFails("--partitions is 0, must be at least 1", "--partitions", "0");
    assertFails("--replication-factor is 0, must be at least 1", "--replication-factor", "0");
    assertTrue(TestTopics.names(admin).isEmpty());
  }

  @Test
  void moreReplicasThanBrokersFail() {
    var run = run("--replication-factor", "2");
    assertEquals(2, run.exitCode(), run.out());
    assertEquals(1, run.complaints().size(), run.err());
  }

  @Test
  void noBrokerFailsWithinSeconds() {
    var port = LocalBroker.freePort();
    var run =
        assertTimeout(Duration.ofSeconds(10), () -> CommandRun.of("topics", "--bootstrap", "localhost:" + port));
    assertEquals(2, run.exitCode(), run.out());
    assertEquals(1, run.complaints().size(), run.err());
    assertTrue(run.err().startsWith("meterline: cannot connect to localhost:" + port + ": no Kafka broker"), run.err());
  }

  private static void assertFails(String says, Object... options) {
    var run = run(options);
    assertEquals(2, run.exitCode(), run.out());
    assertEquals("meterline: " + says + "\n", run.err());
  }

  private static CommandRun run(Object... options) {
    var args = new ArrayList<Object>(List.of("topics", "--bootstrap", broker.bootstrap()));
    args.addAll(List.of(options));
    return CommandRun.of(args.toArray());
  }
}
