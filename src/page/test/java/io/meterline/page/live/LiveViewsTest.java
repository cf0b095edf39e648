package io.meterline.page.live;

import static io.meterline.page.live.Publisher.DAY;
import static io.meterline.page.live.Publisher.usage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.app.demo.LocalBroker;
import io.meterline.cluster.BrokerProcess;
import io.meterline.connect.kafka.KafkaCluster;
import io.meterline.connect.kafka.topics.TestTopics;
import io.meterline.connect.kafka.views.RowJson;
import io.meterline.model.view.Row;
import io.meterline.page.live.LiveState.Broker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to brokers and topics does not end the live views. */
class LiveViewsTest {
  private static final String ENERGY = "SELECT device, milliwatt_hours FROM live.usage ORDER BY device";

  @TempDir private static Path folder;
  private static BrokerProcess broker;
  private static KafkaCluster cluster;

  @BeforeAll
  static void start() {
    broker = BrokerProcess.start(folder);
    cluster = KafkaCluster.at(broker.bootstrap());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void deleteTopics() throws Exception {
    try (var admin = cluster.admin()) {
      TestTopics.deleteAll(admin);
    }
  }

  @Test
  void aBrokerThatGoesAwayIsSaidAndAfterwardsRowsMoveOn() {
    Publisher.createTopics(cluster, 2);
    try (var rig = new LiveRig(cluster)) {
      publish(usage("m1", DAY, 1));
      rig.awaitRows(ENERGY, "m1 1");
      broker.kill();
      var away = rig.await(state -> state.broker() == Broker.AWAY);
      assertTrue(away.line().orElseThrow().contains("no Kafka broker has answered"), away::toString);
      assertEquals(List.of("m1 1"), rig.rows(ENERGY));
      broker.startAgain();
      rig.await(state -> state.broker() == Broker.THERE && state.isCaughtUp() && state.line().isEmpty());
      publish(usage("m1", DAY, 2), usage("m2", DAY, 3));
      rig.awaitRows(ENERGY, "m1 2", "m2 3");
    }
  }

  @Test
  void missingTopicsAreWaitedForByName() {
    try (var rig = new LiveRig(cluster)) {
      var waiting = rig.await(state -> state.broker() == Broker.THERE);
      assertTrue(waiting.line().orElseThrow().startsWith("waiting for meterline.alerts, meterline.cohorts, "), waiting::toString);
      Publisher.createTopics(cluster, 1);
      publish(usage("m1", DAY, 1));
      rig.awaitRows(ENERGY, "m1 1");
      rig.await(state -> state.isCaughtUp() && state.line().isEmpty());
    }
  }

  @Test
  void aTopicThatWasCreatedAgainIsReadFromItsBeginning() throws Exception {
    Publisher.createTopics(cluster, 1);
    try (var rig = new LiveRig(cluster);
        var admin = cluster.admin()) {
      publish(usage("m1", DAY, 1), usage("m2", DAY, 1));
      rig.awaitRows(ENERGY, "m1 1", "m2 1");
      TestTopics.delete(admin, "meterline.usage");
      Publisher.createTopics(cluster, 1);
      // As many as before, and more: the offset to read is within the new topic.
      publish(usage("m3", DAY, 1), usage("m4", DAY, 1), usage("m5", DAY, 1));
      rig.awaitRows(ENERGY, "m3 1", "m4 1", "m5 1");
    }
  }

  @Test
  void whatWasDeletedWhileItSleptForDaysIsNotShownAfterwards() throws Exception {
    Publisher.createTopics(cluster, 1);
    var clock = new AtomicReference<>(Instant.now());
    try (var rig = new LiveRig(cluster, clock::get);
        var admin = cluster.admin()) {
      publish(usage("m1", DAY, 1), usage("m2", DAY, 1));
      rig.awaitRows(ENERGY, "m1 1", "m2 1");
      // As if m1 had got a tombstone, and Kafka had then removed both. It does not let anyone do so by hand in a compacted topic.
      TestTopics.set(admin, "meterline.usage", "cleanup.policy", "delete");
      TestTopics.deleteBefore(admin, "meterline.usage", 1);
      clock.updateAndGet(now -> now.plus(Duration.ofDays(2)));
      rig.awaitRows(ENERGY, "m2 1");
    }
  }

  @Test
  void whatCannotBeReadIsCountedAndTheRestGoesOn() {
    Publisher.createTopics(cluster, 1);
    try (var rig = new LiveRig(cluster);
        var publisher = new Publisher(cluster)) {
      var row = usage("m1", DAY, 1);
      publisher.text("meterline.usage", "{}", new String(RowJson.value(row), StandardCharsets.UTF_8));
      publisher.text("meterline.usage", new String(RowJson.key(row), StandardCharsets.UTF_8), "not a row");
      publisher.send("meterline.usage", RowJson.key(usage("m9", DAY, 1)), RowJson.value(row));
      publisher.row(usage("far", LocalDate.MAX, 1));
      publisher.text("meterline.alerts", "\u0000", "\u0000");
      publisher.row(row);
      publisher.row(usage("last", DAY, 2));
      publisher.flush();
      rig.awaitRows(ENERGY, "last 2", "m1 1");
      var state = rig.await(one -> one.unreadable() == 5);
      assertTrue(state.lastUnreadable().orElseThrow().startsWith("meterline."), state::toString);
      assertEquals(1, state.lastUnreadable().orElseThrow().lines().count());
      assertEquals(5, state.lag(Instant.now()).unreadable());
    }
  }

  @Test
  void emptyTopicsAreReadToTheirEndWithinSecondsAndItClosesAtOnce() {
    Publisher.createTopics(cluster, 3);
    var rig = new LiveRig(cluster);
    var state = rig.await(LiveState::isCaughtUp);
    assertEquals(0, state.toRead());
    var began = System.nanoTime();
    rig.close();
    assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 5);
  }

  @Test
  void withoutABrokerItClosesAtOnceToo() {
    var rig = new LiveRig(KafkaCluster.at("localhost:" + LocalBroker.freePort()));
    rig.await(state -> state.broker() == Broker.AWAY);
    var began = System.nanoTime();
    rig.close();
    assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 5);
  }

  private void publish(Row... rows) {
    try (var publisher = new Publisher(cluster)) {
      for (var row : rows) {
        publisher.row(row);
      }
      publisher.flush();
    }
  }
}
