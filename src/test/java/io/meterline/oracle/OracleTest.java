package io.meterline.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.engine.analysis.Comparison;
import io.meterline.engine.analysis.Usage;
import io.meterline.model.log.Kind;
import io.meterline.model.log.Reason;
import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.model.view.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OracleTest {
  private static final Oracle.Run NOW = new Oracle.Run(Known.NOW, Duration.ZERO, DateRange.ALL);

  @Test
  void usageSumsEnergyCostHoursAndPeakOfALocalDay() {
    var log =
        new LogBuilder()
            .set("everyone", "price.micros.per.kwh", "200000")
            .halfHours("A", "2013-01-01T00:00:00Z", 250_000, 100_000, -50_001);

    var hourly = hours(24, 0, 350_000L, 1, -50_001L);
    // 299,999 mWh x 200,000 are 59,999.8 micros.
    assertEquals(List.of(usage("2013-01-01", "UTC", 299_999, Optional.of(60_000L), 3, hourly, 500)), usage(log));
  }

  @Test
  void costRoundsOnceHalfEvenAndIsMissingWhereAnyReadingHasNoPrice() {
    var log =
        new LogBuilder()
            .change("everyone", "price.micros.per.kwh", "SET", "10", "2013-01-01T00:30:00Z")
            .halfHours("A", "2013-01-01T00:00:00Z", 1, 1)
            .halfHours("A", "2013-01-02T00:00:00Z", 50_000, 200_000)
            .halfHours("A", "2013-01-03T00:00:00Z", 50_000);

    assertEquals(
        List.of(Optional.empty(), Optional.of(2L), Optional.of(0L)),
        usage(log).stream().map(row -> row.find("cost_micros")).toList());
  }

  @Test
  void peakIsRoundedDownBelowZeroToo() {
    var log = new LogBuilder().halfHours("A", "2013-01-01T00:00:00Z", -1).halfHours("B", "2013-01-01T00:00:00Z", 1);

    assertEquals(
        List.of(Optional.of(-1L), Optional.of(0L)), usage(log).stream().map(row -> row.find("peak_watts")).toList());
  }

  @Test
  void aDayHasTwentyThreeToTwentyFiveHoursDependingOnClockChanges() {
    assertEquals(23, hoursOf("Europe/Berlin", "2013-03-31T12:00:00Z"));
    assertEquals(24, hoursOf("Europe/Berlin", "2013-04-01T12:00:00Z"));
    assertEquals(25, hoursOf("Europe/Berlin", "2013-10-27T12:00:00Z"));
    // Half an hour forward, half an hour back: 23.5 hours and 24.5.
    assertEquals(24, hoursOf("Australia/Lord_Howe", "2013-10-06T00:00:00Z"));
    assertEquals(25, hoursOf("Australia/Lord_Howe", "2013-04-07T00:00:00Z"));
    // Midnight is skipped here.
    assertEquals(23, hoursOf("America/Sao_Paulo", "2012-10-21T12:00:00Z"));
    // The day after the 29th is the 31st.
    assertEquals(24, hoursOf("Pacific/Apia", "2011-12-30T09:59:59Z"));
    // The date line moved: the 30th began again at one o'clock.
    assertEquals(47, hoursOf("Pacific/Kwajalein", "1969-09-30T12:00:00Z"));
  }

  @Test
  void hoursAreThoseElapsedSinceMidnightWhereTheClocksGoBack() {
    var log =
        new LogBuilder()
            .set("everyone", "timezone", "Europe/Berlin")
            .halfHours("A", "2013-10-27T00:30:00Z", 1, 2, 4, 8)
            .halfHours("A", "2013-10-27T22:30:00Z", 16, 32);

    var hourly = hours(25, 2, 1L, 3, 6L, 4, 8L, 24, 16L);
    assertEquals(
        List.of(
            usage("2013-10-27", "Europe/Berlin", 31, Optional.empty(), 5, hourly, 0),
            usage("2013-10-28", "Europe/Berlin", 32, Optional.empty(), 1, hours(24, 0, 32L), 0)),
        usage(log));
  }

  @Test
  void aMidnightThatComesTwiceBelongsToItsOwnDayBothTimes() {
    // In St. John's the clocks went from 00:01 on the 7th to 23:01 on the 6th.
    var log =
        new LogBuilder()
            .set("everyone", "timezone", "America/St_Johns")
            .reading("A", "2010-11-07T02:30:00Z", 60, 1)
            .reading("A", "2010-11-07T02:31:00Z", 60, 2)
            .reading("A", "2010-11-07T03:29:00Z", 60, 4)
            .reading("A", "2010-11-07T03:30:00Z", 60, 8);

    assertEquals(
        List.of(
            usage("2010-11-06", "America/St_Johns", 6, Optional.empty(), 2, hours(25, 24, 6L), 0, 120),
            usage("2010-11-07", "America/St_Johns", 9, Optional.empty(), 2, hours(25, 0, 1L, 1, 8L), 0, 120)),
        usage(log));
  }

  @Test
  void aDayInWhichTheZoneChangesHasTwoRows() {
    var log =
        new LogBuilder()
            .change("device:A", "timezone", "SET", "Asia/Kolkata", "2013-01-01T00:30:00Z")
            .halfHours("A", "2013-01-01T00:00:00Z", 1, 2);

    assertEquals(
        List.of(
            usage("2013-01-01", "Asia/Kolkata", 2, Optional.empty(), 1, hours(24, 6, 2L), 0),
            usage("2013-01-01", "UTC", 1, Optional.empty(), 1, hours(24, 0, 1L), 0)),
        usage(log));
  }

  @Test
  void ofReadingsWithTheSameStartTheLastLoggedCounts() {
    var log =
        new LogBuilder()
            .reading("A", "2013-01-01T00:00:00Z", 1800, 1, "2013-01-01T01:00:00Z")
            .reading("A", "2013-01-01T00:00:00Z", 900, 2, "2013-01-03T00:00:00Z")
            .reading("A", "2013-01-01T00:00:00Z", 1800, 4, "2013-01-02T00:00:00Z")
            .reading("B", "2013-01-01T00:00:00Z", 1800, 8);

    var views = compute(log, NOW);
    assertEquals(
        List.of(Optional.of(2L), Optional.of(8L)),
        views.of("usage").stream().map(row -> row.find("milliwatt_hours")).toList());
    assertEquals(
        List.of(
            new RejectedEvent(Kind.READING, Reason.SUPERSEDED, 0, 0, Instant.parse("2013-01-01T01:00:00Z")),
            new RejectedEvent(Kind.READING, Reason.SUPERSEDED, 0, 2, Instant.parse("2013-01-02T00:00:00Z"))),
        views.rejected());
  }

  @Test
  void underThenAReadingLoggedLaterThanTheAllowedLatenessIsRejected() {
    var log =
        new LogBuilder()
            .reading("A", "2013-01-01T00:00:00Z", 1800, 1, "2013-01-01T01:30:00Z")
            .reading("A", "2013-01-01T00:00:00Z", 1800, 2, "2013-01-01T01:30:00.001Z");
    var then = new Oracle.Run(Known.THEN, Duration.ofHours(1), DateRange.ALL);

    assertEquals(Optional.of(1L), compute(log, then).of("usage").get(0).find("milliwatt_hours"));
    assertEquals(List.of(Reason.TOO_LATE), reasons(compute(log, then)));
    assertEquals(Optional.of(2L), compute(log, NOW).of("usage").get(0).find("milliwatt_hours"));
    assertEquals(List.of(Reason.SUPERSEDED), reasons(compute(log, NOW)));
  }

  @Test
  void aReadingIsRejectedForItsFirstFault() {
    var log =
        new LogBuilder()
            .reading("A", "+10000-01-01T00:00:00Z", 0, Long.MAX_VALUE, "2013-01-01T00:00:00Z")
            .reading("A", "2013-01-01T00:00:00Z", 0, Long.MAX_VALUE, "2012-01-01T00:00:00Z")
            .reading("A", "2013-01-01T00:00:00Z", 1, Long.MIN_VALUE, "2012-01-01T00:00:00Z")
            .reading("A", "2013-01-01T00:00:00.001Z", 1, 0, "2013-01-01T00:00:00Z")
            .reading("A", "2013-01-01T00:00:00Z", 1, 1_000_000_000_000_000L, "2013-01-01T00:00:00Z");

    assertEquals(
        List.of(Reason.MALFORMED, Reason.BAD_SECONDS, Reason.OUT_OF_BOUNDS, Reason.FROM_THE_FUTURE),
        reasons(compute(log, NOW)));
  }

  @Test
  void cohortsAndComparisonsRankTheDevicesOfADay() {
    var log = new LogBuilder();
    var energies = List.of(50L, 10L, 30L, 30L, 20L, 40L);
    for (var i = 0; i < energies.size(); i++) {
      log.set("device:" + i, "cohort", "north").halfHours("" + i, "2013-01-01T00:00:00Z", energies.get(i));
    }
    log.halfHours("loner", "2013-01-01T00:00:00Z", 1_000);

    var date = LocalDate.parse("2013-01-01");
    var views = compute(log, NOW);
    // Of 6 the nearest ranks are 1, 2, 3, 5 and 6.
    assertEquals(
        List.of(Comparison.COHORTS.row(0, "north", date, 6L, 180L, 10L, 20L, 30L, 40L, 50L)), views.of("cohorts"));
    assertEquals(
        List.of(6L, 1L, 3L, 3L, 2L, 5L),
        views.of("comparisons").stream().map(row -> row.find("rank").orElseThrow()).toList());
    assertEquals(Comparison.COMPARISONS.row(0, "0", date, "north", 50L, 6L, 6L, 1800L), views.of("comparisons").get(0));
  }

  @Test
  void theCohortOfADayIsThatOfItsLastReading() {
    var log =
        new LogBuilder()
            .set("device:A", "cohort", "north")
            .change("device:A", "cohort", "SET", "south", "2013-01-01T00:30:00Z")
            .change("device:A", "timezone", "SET", "Asia/Kolkata", "2013-01-01T00:30:00Z")
            .halfHours("A", "2013-01-01T00:00:00Z", 1, 2);

    assertEquals(
        List.of(Comparison.COMPARISONS.row(0, "A", LocalDate.parse("2013-01-01"), "south", 3L, 1L, 1L, 3600L)),
        compute(log, NOW).of("comparisons"));
  }

  @Test
  void aDateRangeLimitsRowsByLocalDateAndAlertsByUtcDate() {
    var log =
        new LogBuilder()
            .set("everyone", "alert.threshold.watts", "100")
            .set("everyone", "timezone", "Asia/Kolkata")
            .set("device:A", "cohort", "north")
            .set("nowhere", "plan", "day")
            .halfHours("A", "2013-01-01T19:00:00Z", 1_000_000);

    var first = compute(log, new Oracle.Run(Known.NOW, Duration.ZERO, days("2013-01-01", "2013-01-02")));
    assertEquals(List.of(0, 1, 0, 0, 1), sizes(first));
    var second = compute(log, new Oracle.Run(Known.NOW, Duration.ZERO, days("2013-01-02", "2013-01-03")));
    assertEquals(List.of(1, 0, 1, 1, 1), sizes(second));
  }

  private static Views compute(LogBuilder log, Oracle.Run run) {
    return Oracle.compute(log.build().readings(), log.build().changes(), run);
  }

  private static List<Row> usage(LogBuilder log) {
    return compute(log, NOW).of("usage");
  }

  private static int hoursOf(String zone, String at) {
    var rows = usage(new LogBuilder().set("everyone", "timezone", zone).reading("A", at, 1, 0));
    return ((List<?>) rows.get(0).find("hourly").orElseThrow()).size();
  }

  private static Row usage(
      String date, String zone, long energy, Optional<Long> cost, long readings, List<Long> hourly, long peak) {
    return usage(date, zone, energy, cost, readings, hourly, peak, readings * 1800);
  }

  private static Row usage(
      String date, String zone, long energy, Optional<Long> cost, long readings, List<Long> hourly, long peak, long covered) {
    return Usage.VIEW.row(
        0, "A", LocalDate.parse(date), zone, energy, cost, readings, hourly, peak, Optional.empty(), covered);
  }

  /** A list of {@code count} hours, zero except for the given ones: hour, energy, hour, energy ... */
  private static List<Long> hours(int count, Number... hoursAndEnergies) {
    var hours = new ArrayList<>(Collections.nCopies(count, 0L));
    for (var i = 0; i < hoursAndEnergies.length; i += 2) {
      hours.set(hoursAndEnergies[i].intValue(), hoursAndEnergies[i + 1].longValue());
    }
    return hours;
  }

  private static List<Reason> reasons(Views views) {
    return views.rejected().stream().map(RejectedEvent::reason).toList();
  }

  private static DateRange days(String from, String to) {
    return new DateRange(LocalDate.parse(from), LocalDate.parse(to));
  }

  private static List<Integer> sizes(Views views) {
    var sizes = new ArrayList<>(Views.NAMES.stream().map(name -> views.of(name).size()).toList());
    sizes.add(views.rejected().size());
    return sizes;
  }
}
