package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.connect.event.ChangeEvents;
import io.meterline.connect.event.Decoded;
import io.meterline.connect.event.ReadingEvents;
import io.meterline.connect.kafka.views.RowJson;
import io.meterline.exact.BeamRun.Mode;
import io.meterline.model.log.Kind;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.view.Rejected;
import io.meterline.model.view.Row;
import io.meterline.oracle.Log;
import io.meterline.oracle.Views;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Fuzz tests: whatever is logged, a run succeeds, and every event is used or rejected. */
class AnythingTest {
  @Provide
  Arbitrary<Scenario> replays() {
    var windows = Arbitraries.of("PT1H", "P1D", "P7D", "P365D").map(Duration::parse);
    var latenesses = Arbitraries.of("PT0S", "P2D", "P40D").map(Duration::parse);
    return Combinators.combine(
            ExtremeLogs.logs(), Arbitraries.of(Known.values()), latenesses, windows, Arbitraries.longs().between(0, 100))
        .as((log, known, lateness, window, order) -> new Scenario(log, known, lateness, DateRange.ALL, window, order, 2));
  }

  @Property(tries = 500)
  @StatisticsReport(StatisticsReportMode.OFF)
  void aReplaySucceedsWithTheViewsOfTheOracle(@ForAll("replays") Scenario scenario) {
    var views = PlainRun.of(scenario);
    scenario.check(views);
    assertAllAccountedFor(scenario.log(), views);
    Statistics.collect(!views.of("usage").isEmpty());
    Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 50));
    views.rows().values().forEach(AnythingTest::assertPublishable);
  }

  /** A changed byte of an event in the log. */
  private record Flip(int event, int at, byte value) {}

  /** Replays of events with changed bytes, without those that can no longer be decoded. */
  @Provide
  Arbitrary<Scenario> changedReplays() {
    var flips =
        Combinators.combine(Arbitraries.integers(), Arbitraries.integers(), Arbitraries.bytes())
            .as(Flip::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(12);
    return Combinators.combine(replays(), flips)
        .as(
            (replay, some) ->
                new Scenario(
                    changed(replay.log(), some), replay.known(), replay.lateness(), replay.dates(), replay.window(), replay.order(),
                    replay.files()));
  }

  private static Log changed(Log log, List<Flip> flips) {
    var readings = log.readings().stream().map(AnythingTest::bytes).toList();
    var changes = log.changes().stream().map(AnythingTest::bytes).toList();
    var all = Stream.concat(readings.stream(), changes.stream()).toList();
    flips.stream()
        .filter(flip -> !all.isEmpty())
        .forEach(flip -> changed(all.get(Math.floorMod(flip.event, all.size())), flip.at, flip.value));
    return new Log(
        events(readings, log.readings(), (bytes, logged) -> new ReadingEvents().decode(bytes, logged.position())),
        events(changes, log.changes(), (bytes, change) -> new ChangeEvents().decode(bytes, change.position())));
  }

  private static <T> List<T> events(List<byte[]> bytes, List<T> written, BiFunction<byte[], T, Decoded<T>> decode) {
    var events = new ArrayList<T>();
    for (var i = 0; i < bytes.size(); i++) {
      if (decode.apply(bytes.get(i), written.get(i)) instanceof Decoded.Event<T> event) {
        events.add(event.event());
      }
    }
    return events;
  }

  @Property(tries = 300)
  void aReplayOfEventsWithChangedBytesSucceedsWithTheViewsOfTheOracle(@ForAll("changedReplays") Scenario scenario) {
    var views = PlainRun.of(scenario);
    scenario.check(views);
    assertAllAccountedFor(scenario.log(), views);
  }

  @Property(tries = 5, shrinking = ShrinkingMode.BOUNDED)
  void aReplayOnARunnerSucceedsWithTheViewsOfTheOracle(@ForAll("replays") Scenario scenario) {
    var views = BeamRun.of(scenario, Mode.DIRECT.options(2));
    scenario.check(views);
    assertAllAccountedFor(scenario.log(), views);
  }

  @Provide
  Arbitrary<LiveScenario> lives() {
    return LiveScenario.of(ExtremeLogs.logs());
  }

  @Property(tries = 500)
  void aLiveRunOfSerializedEventsSucceedsWithTheViewsOfTheOracle(@ForAll("lives") LiveScenario scenario) {
    var topics = new Topics();
    var steps = new PlainSteps(scenario.rules(), topics::write);
    var arrivals = scenario.arrivals(0);
    while (!arrivals.isOver()) {
      var burst = arrivals.next();
      steps.take(burst.readings().stream().map(AnythingTest::fromBytes).toList(), scenario.arrival(Long.MIN_VALUE));
      burst.changes().stream().map(AnythingTest::fromBytes).forEach(steps::take);
      steps.advance(arrivals.watermark());
    }
    steps.advance(Long.MAX_VALUE);
    scenario.check(topics.views());
    assertAllAccountedFor(scenario.log(), topics.views());
    topics.views().rows().values().forEach(AnythingTest::assertPublishable);
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    var changed =
        Combinators.combine(
                ExtremeLogs.logs().filter(log -> !log.readings().isEmpty() && !log.changes().isEmpty()),
                Arbitraries.integers().between(0, 1),
                Arbitraries.integers(),
                Arbitraries.bytes())
            .as((log, kind, at, value) -> changed(kind == 0 ? bytes(log.readings().get(0)) : bytes(log.changes().get(0)), at, value));
    // JSON can contain an unpaired surrogate, which UTF-8 cannot.
    var halves =
        Arbitraries.of("{\"\\ud800\":1}", "{\"at\":\"\\udfff\"}", "{\"scope\":\"\\ud800\"}", "{\"device\":\"a\",\"seconds\":\"\\ud800\"}")
            .map(json -> json.getBytes(StandardCharsets.UTF_8));
    return Arbitraries.oneOf(changed, Arbitraries.bytes().array(byte[].class).ofMaxSize(80), halves);
  }

  @Property(tries = 500)
  void anyBytesAreAnEventOrBecomeARowThatCanBePublished(@ForAll("bytes") byte[] bytes) {
    var position = new Position(Instant.parse("2026-01-01T00:00:00Z"), 1, 2);
    for (var decoded : List.of(new ReadingEvents().decode(bytes, position), new ChangeEvents().decode(bytes, position))) {
      if (decoded instanceof Decoded.Malformed<?> malformed) {
        assertPublishable(List.of(Rejected.row(malformed.rejection())));
      }
    }
  }

  private static byte[] changed(byte[] event, int at, byte value) {
    event[Math.floorMod(at, event.length)] = value;
    return event;
  }

  private static byte[] bytes(LoggedReading logged) {
    return new ReadingEvents().encode(logged.device(), logged.reading());
  }

  private static byte[] bytes(LoggedChange change) {
    return new ChangeEvents().encode(change);
  }

  private static LoggedReading fromBytes(LoggedReading logged) {
    return ((Decoded.Event<LoggedReading>) new ReadingEvents().decode(bytes(logged), logged.position())).event();
  }

  private static LoggedChange fromBytes(LoggedChange change) {
    return ((Decoded.Event<LoggedChange>) new ChangeEvents().decode(bytes(change), change.position())).event();
  }

  private static void assertAllAccountedFor(Log log, Views views) {
    var used = views.of("usage").stream().mapToLong(row -> (Long) row.find("readings").orElseThrow()).sum();
    var rejected = views.rejected().stream().filter(event -> event.kind() == Kind.READING).count();
    assertEquals(log.readings().size(), used + rejected);
  }

  /** A row is read back from Kafka as written. */
  private static void assertPublishable(List<Row> rows) {
    rows.forEach(row -> assertEquals(row, RowJson.read(row.view(), RowJson.value(row))));
  }
}
