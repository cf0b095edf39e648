package io.meterline.page.live;

import static io.meterline.page.live.Publisher.DAY;
import static io.meterline.page.live.Publisher.alert;
import static io.meterline.page.live.Publisher.usage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.log.TestLog;
import io.meterline.connect.kafka.topics.TestTopics;
import io.meterline.model.log.Kind;
import io.meterline.model.log.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows from a real broker to browsers. */
class LiveFeedTest {
  private static final Instant OPENED = Instant.parse("2026-03-29T01:00:00Z");

  @TempDir private static Path folder;
  private static TestLog log;
  private Publisher publisher;

  @BeforeAll
  static void start() {
    log = new TestLog(folder.resolve("broker"), 2);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @BeforeEach
  void createTopics() throws Exception {
    try (var admin = log.cluster().admin()) {
      TestTopics.deleteAll(admin);
    }
    Publisher.createTopics(log.cluster(), 2);
    publisher = new Publisher(log.cluster());
  }

  @AfterEach
  void closePublisher() {
    publisher.close();
  }

  @Test
  void aRowThatABrowserIsToldOfIsInTheTable() {
    try (var rig = new LiveRig(log.cluster());
        var server = new FeedServer(rig.feed);
        var browser = server.browser()) {
      rig.await(LiveState::isCaughtUp);
      for (var i = 1; i <= 20; i++) {
        var count = i;
        publisher.row(alert("m" + i, OPENED));
        publisher.flush();
        browser.await("rows", data -> data.size() == count);
        assertEquals(List.of("" + i), rig.rows("SELECT count(*) FROM live.alerts"));
      }
      assertEquals("{\"view\":\"alerts\",\"device\":\"m20\",\"date\":null,\"openedAt\":\"2026-03-29T01:00:00Z\"}", browser.data("rows").get(19));
      publisher.deleted(alert("m20", OPENED));
      publisher.flush();
      browser.await("rows", data -> data.size() == 21);
      assertEquals(List.of("19"), rig.rows("SELECT count(*) FROM live.alerts"));
    }
  }

  @Test
  void rowsThatWereThereBeforeAreOneEventOfEachView() {
    for (var i = 0; i < 6_000; i++) {
      publisher.row(usage("m" + i % 7, DAY.plusDays(i), i));
    }
    publisher.flush();
    try (var rig = new LiveRig(log.cluster());
        var server = new FeedServer(rig.feed);
        var browser = server.browser()) {
      var state = rig.await(LiveState::isCaughtUp);
      assertEquals(6_000, state.read());
      publisher.row(alert("m1", OPENED));
      publisher.flush();
      var data = browser.await("rows", some -> some.stream().anyMatch(one -> one.contains("alerts")));
      assertTrue(data.size() <= 2, data::toString);
    }
  }

  @Test
  void aReadingThatNoRowWasPublishedAfterIsHowFarBehindRowsAre() {
    try (var rig = new LiveRig(log.cluster())) {
      publisher.row(usage("m1", DAY, 1));
      publisher.flush();
      var upToDate = rig.await(state -> state.isCaughtUp() && state.times().publishedUntil().isPresent());
      assertEquals(Optional.of(Duration.ZERO), upToDate.behind(Instant.now()));
      var reading = log.send(Kind.READING, 0, Optional.of(new byte[] {'{'}));
      log.send(Kind.READING, 0, Optional.of(new byte[] {'{'}));
      var logged = Instant.ofEpochMilli(reading.timestamp());
      var behind = rig.await(state -> state.times().waitingSince().isPresent());
      assertEquals(Optional.of(logged), behind.times().waitingSince());
      assertEquals(Optional.of(Duration.ofSeconds(90)), behind.behind(logged.plusSeconds(90)));
      publisher.row(usage("m1", DAY, 2));
      publisher.flush();
      rig.await(state -> state.times().waitingSince().isEmpty());
    }
  }

  @Test
  void aRunThatIsStillAtReadingsOfMonthsAgoIsNotTakenForOneThatHasCaughtUp() {
    var start = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
    var reading = new Reading(start.toEpochMilli(), 1800, 500);
    log.send(Kind.READING, 1, Optional.of(new ReadingEvents().encode("m1", reading)));
    var zone = ZoneId.of("Europe/Paris");
    try (var rig = new LiveRig(log.cluster())) {
      publisher.row(alert("m1", OPENED));
      publisher.flush();
      var unknown = rig.await(state -> state.isCaughtUp() && state.times().publishedUntil().isPresent() && hasReadings(state));
      assertEquals(Optional.empty(), unknown.behind(Instant.now()));
      // The rows are of March, and published now: after every reading was logged.
      publisher.row(usage("m1", DAY, 5));
      publisher.flush();
      var behind = rig.await(state -> state.isCaughtUp() && state.times().rowsUntil().isPresent() && hasReadings(state));
      // Two hours after midnight have energy, or the first half of one is covered.
      var rowsUntil = DAY.atStartOfDay(zone).toInstant().plus(Duration.ofHours(2));
      assertEquals(Optional.empty(), behind.times().waitingSince());
      assertEquals(Optional.of(Duration.between(rowsUntil, start.plusSeconds(1800))), behind.behind(Instant.now()));
      var local = start.atZone(zone);
      publisher.row(usage("m1", local.toLocalDate(), Collections.nCopies(local.getHour() + 3, 500L)));
      publisher.flush();
      rig.await(state -> state.behind(Instant.now()).equals(Optional.of(Duration.ZERO)));
    }
  }

  private static boolean hasReadings(LiveState state) {
    return state.times().readingsUntil().isPresent();
  }
}
