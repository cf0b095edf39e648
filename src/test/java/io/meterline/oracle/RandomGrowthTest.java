package io.meterline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.LoggedReading;
import io.meterline.model.log.Position;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.view.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

class RandomGrowthTest {
  private static final Duration WEEK = Duration.ofDays(7);

  @Provide
  Arbitrary<GrowingLog> logs() {
    return RandomGrowth.logs();
  }

  @Property(tries = 200)
  void aLogIsParsedAsPrinted(@ForAll("logs") GrowingLog log) {
    assertEquals(log, GrowingLog.parse(log.toString()));
  }

  @Property(tries = 200)
  void theEventsOfABatchComeAfterThoseBeforeInTheirPartitions(@ForAll("logs") GrowingLog log) {
    assertLater(log, Log::readings, LoggedReading::position);
    assertLater(log, Log::changes, LoggedChange::position);
  }

  private static <T> void assertLater(GrowingLog log, Function<Log, List<T>> events, Function<T, Position> position) {
    var last = new HashMap<Integer, Position>();
    for (var count = 0; count <= log.batches().size(); count++) {
      var added = count == 0 ? log.base() : log.batches().get(count - 1);
      events.apply(added).stream()
          .map(position)
          .sorted()
          .forEach(
              next -> {
                var before = last.put(next.partition(), next);
                assertEquals(before == null ? 0 : before.offset() + 1, next.offset());
                assertTrue(before == null || !next.loggedAt().isBefore(before.loggedAt()));
              });
    }
  }

  /** The first batch of many logs changes rows of the past; some change nothing, and some only rows of devices they do not name. */
  @Property(tries = 1_000, seed = "1")
  @StatisticsReport(StatisticsReportMode.OFF)
  void manyBatchesCorrectThePast(@ForAll("logs") GrowingLog log, @ForAll Known known) {
    var run = new Oracle.Run(known, WEEK, DateRange.ALL);
    var before = Oracle.compute(log.base().readings(), log.base().changes(), run);
    var after = Oracle.compute(log.after(1).readings(), log.after(1).changes(), run);
    var touched = touched(log.batches().get(0));

    for (var view : Views.NAMES) {
      Statistics.label(view).collect(!isKept(before.of(view), after.of(view)));
      Statistics.label(view).coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
    }
    Statistics.label("nothing").collect(before.equals(after));
    Statistics.label("nothing").coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
    Statistics.label("new").collect(!devices(before.of("usage")).containsAll(devices(after.of("usage"))));
    Statistics.label("new").coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
    var reranked = after.of("comparisons").stream()
        .filter(row -> !before.of("comparisons").contains(row) && !touched.contains(device(row)))
        .anyMatch(row -> before.of("comparisons").stream().anyMatch(other -> other.key().equals(row.key())));
    Statistics.label("reranked").collect(reranked);
    Statistics.label("reranked").coverage(coverage -> coverage.check(true).percentage(share -> share > 1.5));
    Statistics.label("long alerts").collect(after.of("alerts").stream().anyMatch(row -> isLonger(row, Duration.ofDays(3))));
    Statistics.label("long alerts").coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
  }

  private static boolean isKept(List<Row> before, List<Row> after) {
    return new HashSet<>(after).containsAll(before);
  }

  private static Set<String> devices(List<Row> rows) {
    return rows.stream().map(RandomGrowthTest::device).collect(Collectors.toSet());
  }

  private static String device(Row row) {
    return (String) row.find("device").orElseThrow();
  }

  private static boolean isLonger(Row alert, Duration length) {
    var opened = (Instant) alert.find("opened_at").orElseThrow();
    return alert.find("closed_at").filter(closed -> opened.plus(length).isBefore((Instant) closed)).isPresent();
  }

  /** The devices of a batch's readings and of their own changes; all if it changes anything shared. */
  private static Set<String> touched(Log batch) {
    var touched = batch.readings().stream().map(LoggedReading::device).collect(Collectors.toSet());
    for (var change : batch.changes()) {
      if (change.scope().startsWith("device:")) {
        touched.add(change.scope().substring("device:".length()));
      } else {
        touched.addAll(Set.of("A", "B", "C", "D", "E", "F", "G"));
      }
    }
    return touched;
  }
}
