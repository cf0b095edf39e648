package io.meterline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.meterline.model.log.Kind;
import io.meterline.model.log.Position;
import io.meterline.model.log.Reason;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

class RandomLogsTest {
  @Provide
  Arbitrary<Log> logs() {
    return RandomLogs.logs();
  }

  @Provide
  Arbitrary<Duration> latenesses() {
    return RandomLogs.latenesses();
  }

  @Property(tries = 200)
  void aLogIsParsedAsPrinted(@ForAll("logs") Log log) {
    assertEquals(log, Log.parse(log.readingsCsv(), log.settingsCsv()));
  }

  @Property(tries = 200)
  void offsetsAreUniqueAndTheLogsTimeNeverDecreasesWithinAPartition(@ForAll("logs") Log log) {
    assertLogged(log.readings(), logged -> logged.position());
    assertLogged(log.changes(), change -> change.position());
  }

  private static <T> void assertLogged(List<T> events, Function<T, Position> position) {
    for (var partition = 0; partition < 3; partition++) {
      var of = partition;
      var inOrder =
          events.stream()
              .map(position)
              .filter(one -> one.partition() == of)
              .sorted(Comparator.comparing(Position::offset))
              .toList();
      for (var i = 1; i < inOrder.size(); i++) {
        assertTrue(inOrder.get(i).offset() > inOrder.get(i - 1).offset());
        assertTrue(!inOrder.get(i).loggedAt().isBefore(inOrder.get(i - 1).loggedAt()));
      }
    }
  }

  @Property(tries = 1000, seed = "1")
  @StatisticsReport(StatisticsReportMode.OFF)
  void logsHaveRowsInEveryViewAndEventsRejectedForEveryReason(
      @ForAll("logs") Log log, @ForAll("latenesses") Duration lateness) {
    var views = Oracle.compute(log.readings(), log.changes(), new Oracle.Run(Known.THEN, lateness, DateRange.ALL));

    views.rejected().stream().map(RejectedEvent::reason).distinct().forEach(Statistics.label("reasons")::collect);
    views.rows().forEach((name, rows) -> Statistics.label(name).collect(!rows.isEmpty()));
    var compared = views.of("comparisons").stream().mapToLong(row -> (Long) row.find("devices").orElseThrow());
    Statistics.label("several compared").collect(compared.max().orElse(0) > 1);
    var closed = views.of("alerts").stream().filter(row -> row.find("closed_at").isPresent()).count();
    Statistics.label("closed alerts").collect(closed > 0);

    Statistics.label("reasons")
        .coverage(
            coverage ->
                EnumSet.allOf(Reason.class)
                    .forEach(reason -> coverage.check(reason).count(count -> count >= 10)));
    Views.NAMES.forEach(
        name -> Statistics.label(name).coverage(coverage -> coverage.check(true).percentage(share -> share > 20)));
    Statistics.label("several compared").coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
    Statistics.label("closed alerts").coverage(coverage -> coverage.check(true).percentage(share -> share > 20));
  }

  @Property(tries = 1000, seed = "1")
  @StatisticsReport(StatisticsReportMode.OFF)
  void manyLogsCorrectThePastOfAValueThatWasSetAgainSince(@ForAll("logs") Log log) {
    var isCorrected =
        log.changes().stream()
            .filter(change -> OracleCatalogue.fault(change).isEmpty())
            .anyMatch(
                change ->
                    log.changes().stream()
                        .filter(other -> other.op().equals("SET") || other.op().equals("CLEAR"))
                        .filter(other -> OracleCatalogue.fault(other).isEmpty())
                        .filter(other -> other.scope().equals(change.scope()) && other.name().equals(change.name()))
                        .filter(other -> other.effectiveAt().isAfter(change.effectiveAt()))
                        .anyMatch(other -> change.position().loggedAt().isAfter(other.effectiveAt())
                            && change.position().loggedAt().isAfter(other.position().loggedAt())));
    Statistics.label("corrected").collect(isCorrected);
    Statistics.label("corrected").coverage(coverage -> coverage.check(true).percentage(share -> share > 40));
  }

  @Property(tries = 200)
  void everyReadingIsUsedOrRejectedOnce(@ForAll("logs") Log log, @ForAll Known known) {
    var run = new Oracle.Run(known, Duration.ofDays(7), DateRange.ALL);
    var views = Oracle.compute(log.readings(), log.changes(), run);

    var used = views.of("usage").stream().mapToLong(row -> (Long) row.find("readings").orElseThrow()).sum();
    var rejected = views.rejected().stream().filter(event -> event.kind() == Kind.READING).count();
    assertEquals(log.readings().size(), used + rejected);
    assertEquals(views.rejected().size(), views.rejected().stream().distinct().count());
  }
}
