package io.meterline.page.live;

import static io.meterline.page.live.Publisher.DAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.cluster.Waiting;
import io.meterline.page.live.FeedEvent.Lag;
import io.meterline.page.live.FeedEvent.Rows;
import io.meterline.page.live.FeedEvent.Version;
import io.meterline.page.live.LiveState.Broker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What browsers are told, and which. */
class FeedTest {
  private static final Lag LAG = new Lag(Optional.of(Instant.EPOCH), OptionalLong.of(2), Broker.THERE, Optional.empty(), 3);

  private Feed feed;
  private FeedServer server;

  @BeforeEach
  void start() {
    feed = Feed.start(Duration.ofMillis(100));
    server = new FeedServer(feed);
  }

  @AfterEach
  void stop() {
    feed.close();
    server.close();
  }

  @Test
  void eventsAreThoseOfTheContract() {
    try (var browser = server.browser()) {
      feed.publishRows(List.of(usage("é\n☀")));
      feed.publishRows(List.of(new Rows("alerts", Optional.of("m1"), Optional.empty(), Optional.of(Instant.EPOCH))));
      feed.publish(new Version("3"));
      feed.publish(LAG);
      assertEquals(
          List.of("{\"publishedUntil\":\"1970-01-01T00:00:00Z\",\"behindSeconds\":2,\"broker\":\"there\",\"line\":null,\"unreadable\":3}"),
          browser.await("lag", data -> !data.isEmpty()));
      assertEquals(List.of("{\"version\":\"3\"}"), browser.data("version"));
      assertEquals(
          List.of(
              "{\"view\":\"usage\",\"device\":\"é\\n☀\",\"date\":\"2026-03-29\",\"openedAt\":null}",
              "{\"view\":\"alerts\",\"device\":\"m1\",\"date\":null,\"openedAt\":\"1970-01-01T00:00:00Z\"}"),
          browser.data("rows"));
    }
  }

  @Test
  void whoComesLaterIsToldHowThingsAre() {
    feed.publish(new Version("1"));
    feed.publish(new Version("2"));
    feed.publish(LAG);
    try (var browser = server.browser()) {
      browser.await("lag", data -> data.size() == 1);
      assertEquals(List.of("{\"version\":\"2\"}"), browser.await("version", data -> !data.isEmpty()));
    }
  }

  @Test
  void aHomeIsToldOfItsOwnRowsOnlyHoweverManyChange() {
    try (var home = server.browserOf("m7");
        var all = server.browser()) {
      feed.publishRows(usages(0, ChangedRows.MAX_DEVICES + 1));
      feed.publishRows(List.of(usage("m1"), new Rows("rejected", Optional.empty(), Optional.empty(), Optional.empty())));
      feed.publish(LAG);
      home.await("lag", data -> !data.isEmpty());
      assertEquals(List.of("{\"view\":\"usage\",\"device\":\"m7\",\"date\":\"2026-03-29\",\"openedAt\":null}"), home.data("rows"));
      assertEquals(3, all.await("rows", data -> data.size() == 3).size());
      assertEquals("{\"view\":\"usage\",\"device\":null,\"date\":null,\"openedAt\":null}", all.data("rows").get(0));
      feed.publishAny("usage");
      assertTrue(home.await("rows", data -> data.size() == 2).get(1).contains("\"device\":\"m7\""));
    }
  }

  @Test
  void aHomeIsNotToldOfAddressesAndTopics() {
    try (var home = server.browserOf("m7")) {
      feed.publish(new Lag(Optional.empty(), OptionalLong.empty(), Broker.AWAY, Optional.of("cannot connect to kafka.internal:9092"), 3));
      var told = home.await("lag", data -> !data.isEmpty()).get(0);
      assertTrue(told.contains("\"broker\":\"away\",\"line\":\"live values have stopped"), told);
      assertTrue(told.contains("\"unreadable\":0"), told);
      assertFalse(told.contains("kafka.internal"), told);
    }
  }

  @Test
  void asManyDevicesAsAreNamedAreNamed() {
    try (var browser = server.browser()) {
      feed.publishRows(usages(0, ChangedRows.MAX_DEVICES));
      var data = browser.await("rows", some -> some.size() == ChangedRows.MAX_DEVICES);
      assertFalse(data.toString().contains("\"device\":null"), data::toString);
    }
  }

  @Test
  void aConnectionWithoutEventsIsKeptAlive() {
    try (var browser = server.browser()) {
      browser.awaitLine(": here");
    }
  }

  @Test
  void browsersBeyondTheMostAreRefusedUntilOneHasGone() {
    var browsers = new ArrayList<Browser>();
    try {
      IntStream.range(0, Feed.MAX_SUBSCRIBERS).forEach(i -> browsers.add(server.browser()));
      Waiting.until(Duration.ofSeconds(20), () -> feed.subscribers() == Feed.MAX_SUBSCRIBERS, () -> "" + feed.subscribers());
      assertEquals(503, server.browser().status());
      browsers.remove(0).close();
      Waiting.until(Duration.ofSeconds(20), () -> feed.subscribers() < Feed.MAX_SUBSCRIBERS, () -> "" + feed.subscribers());
      browsers.add(server.browser());
      assertEquals(200, browsers.get(browsers.size() - 1).status());
    } finally {
      browsers.forEach(Browser::close);
    }
  }

  @Test
  void aBrowserThatTakesNothingIsDroppedAndHoldsUpNobody() throws IOException {
    try (var slow = new Socket();
        var quick = server.browser()) {
      slow.setReceiveBufferSize(4096);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      slow.getOutputStream()
          .write("GET /api/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Waiting.until(Duration.ofSeconds(20), () -> feed.subscribers() == 2, () -> "two browsers");
      var name = "m".repeat(5_000);
      var sent = 0;
      while (feed.subscribers() == 2) {
        assertTrue(sent < 50_000, "it was not dropped");
        for (var i = 0; i < 500; i++) {
          feed.publishRows(List.of(usage(name + sent++)));
        }
        var all = sent;
        quick.await("rows", data -> data.size() == all);
      }
    }
  }

  private static Rows usage(String device) {
    return new Rows("usage", Optional.of(device), Optional.of(DAY), Optional.empty());
  }

  private static List<Rows> usages(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> usage("m" + i)).toList();
  }
}
