package io.meterline.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.meterline.model.time.DateRange;
import io.meterline.model.time.Known;
import io.meterline.oracle.Log;
import io.meterline.oracle.LogBuilder;
import io.meterline.oracle.Views;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** If a sum overflows 64 bits, its column is null, and nothing else changes. */
class OverflowTest {
  private static final String PRICE = "price.micros.per.kwh";
  private static final String MIDNIGHT = "2026-01-01T00:00:00Z";
  private static final long TERAWATT_HOUR = 1_000_000_000_000_000L;

  /** More terawatt-hours than fit in 64 bits as milliwatt-hours. */
  private static final int TOO_MANY = 9_224;

  private static final String HOURS_AFTER_THE_FIRST = ", 0".repeat(23);

  @Test
  void aPriceOutOfBoundsIsRejectedAndThePreviousOneHolds() {
    var views =
        views(
            new LogBuilder()
                .set("everyone", PRICE, "300000")
                .change("device:typo", PRICE, "SET", "9000000000000000000", MIDNIGHT)
                .change("device:typo", PRICE, "SET", "300000", MIDNIGHT, "2026-01-01T02:00:00Z")
                .reading("good", MIDNIGHT, 3600, 1_000_000)
                .reading("typo", MIDNIGHT, 3600, 2_000_000)
                .build());
    assertEquals(
        List.of(
            "usage device=good date=2026-01-01 zone=UTC milliwatt_hours=1000000 cost_micros=300000 readings=1 hourly=[1000000"
                + HOURS_AFTER_THE_FIRST + "] peak_watts=1000 standing_micros=- covered_seconds=3600",
            "usage device=typo date=2026-01-01 zone=UTC milliwatt_hours=2000000 cost_micros=600000 readings=1 hourly=[2000000"
                + HOURS_AFTER_THE_FIRST + "] peak_watts=2000 standing_micros=- covered_seconds=3600"),
        rows(views, "usage"));
    assertEquals(1, views.rejected().size());
  }

  @Test
  void costsInACurrencyOfSmallUnitsAreExactEvenIfProductsOverflow() {
    var log = new LogBuilder().set("everyone", PRICE, "24000000000");
    for (var hour = 0; hour < 24; hour++) {
      var at = "2026-01-01T%02d:00:00Z".formatted(hour);
      log.reading("hospital", at, 3600, 1_000_000_000).reading("odd", at, 3600, 999_999_999).reading("plant", at, 3600, 1_000_000_000_000L);
    }
    assertEquals(
        List.of(
            "hospital 24000000000 576000000000000", "odd 23999999976 575999999424000", "plant 24000000000000 576000000000000000"),
        views(log.build()).of("usage").stream()
            .map(row -> row.find("device").get() + " " + row.find("milliwatt_hours").get() + " " + row.find("cost_micros").get())
            .toList());
  }

  @Test
  void aCostThatOverflowsIsNullAndTheEnergyIsWritten() {
    var views =
        views(
            new LogBuilder()
                .set("everyone", PRICE, "1000000000000")
                .reading("A", MIDNIGHT, 3600, 9_223_372_036_855L)
                .reading("B", MIDNIGHT, 3600, 9_223_372_036_854L)
                .reading("C", MIDNIGHT, 3600, -9_223_372_036_855L)
                .build());
    assertEquals(
        List.of("- of 9223372036855", "9223372036854000000 of 9223372036854", "- of -9223372036855"),
        views.of("usage").stream()
            .map(row -> row.find("cost_micros").map(Object::toString).orElse("-") + " of " + row.find("milliwatt_hours").get())
            .toList());
  }

  @Test
  void energyThatOverflowsIsNullAndTheDeviceIsNotRanked() {
    var log = new LogBuilder().set("everyone", PRICE, "1").set("device:A", "cohort", "flats").set("device:B", "cohort", "flats");
    addTerawattHours(log, "A", MIDNIGHT, TOO_MANY, TERAWATT_HOUR);
    var views = views(log.reading("B", MIDNIGHT, 3600, 1_000_000).build());
    assertEquals(
        "usage device=A date=2026-01-01 zone=UTC milliwatt_hours=- cost_micros=9224000000000 readings=9224 hourly=- peak_watts=3600000000000000"
                + " standing_micros=- covered_seconds=10",
        rows(views, "usage").get(0));
    assertEquals(
        List.of("comparisons device=B date=2026-01-01 cohort=flats milliwatt_hours=1000000 rank=1 devices=1 covered_seconds=3600"),
        rows(views, "comparisons"));
  }

  @Test
  void anHourThatOverflowsMakesTheHoursNullAndNotTheDay() {
    var log = new LogBuilder();
    addTerawattHours(log, "A", MIDNIGHT, TOO_MANY, TERAWATT_HOUR);
    addTerawattHours(log, "A", "2026-01-01T05:00:00Z", TOO_MANY - 1, -TERAWATT_HOUR);
    assertEquals(
        List.of(
            "usage device=A date=2026-01-01 zone=UTC milliwatt_hours=1000000000000000 cost_micros=- readings=18447 hourly=- peak_watts=3600000000000000"
                + " standing_micros=- covered_seconds=20"),
        rows(views(log.build()), "usage"));
  }

  @Test
  void aSumThatOverflowsOnlyInBetweenIsExact() {
    var log = new LogBuilder();
    addTerawattHours(log, "A", MIDNIGHT, TOO_MANY, TERAWATT_HOUR);
    addTerawattHours(log, "A", "2026-01-01T00:30:00Z", TOO_MANY, -TERAWATT_HOUR);
    assertEquals(
        List.of(
            "usage device=A date=2026-01-01 zone=UTC milliwatt_hours=0 cost_micros=- readings=18448 hourly=[0"
                + HOURS_AFTER_THE_FIRST + "] peak_watts=3600000000000000"
                + " standing_micros=- covered_seconds=20"),
        rows(views(log.build()), "usage"));
  }

  @Test
  void anAlertWhoseEnergyOverflowsIsWrittenWithoutIt() {
    var log = new LogBuilder().set("everyone", "alert.threshold.watts", String.valueOf(3_599_999_999_999_999L));
    addTerawattHours(log, "A", MIDNIGHT, TOO_MANY, TERAWATT_HOUR);
    assertEquals(
        List.of(
            "alerts device=A opened_at=2026-01-01T00:00:00Z closed_at=- threshold_watts=3599999999999999 peak_watts=3600000000000000"
                + " milliwatt_hours=- readings=9224"),
        rows(views(log.build()), "alerts"));
  }

  @Test
  void thresholdsAndTimesOfMaximumSizeAreCompared() {
    var most = String.valueOf(Long.MAX_VALUE);
    var views =
        views(
            new LogBuilder()
                .set("device:A", "alert.threshold.watts", most)
                .set("device:A", "alert.clear.percent", "100")
                .set("device:B", "alert.threshold.watts", "0")
                .set("device:B", "alert.sustain.minutes", most)
                .reading("A", MIDNIGHT, Integer.MAX_VALUE, TERAWATT_HOUR)
                .reading("B", MIDNIGHT, Integer.MAX_VALUE, TERAWATT_HOUR)
                .build());
    assertEquals(List.of(), rows(views, "alerts"));
  }

  /** Readings of a second each, starting a millisecond apart: physically impossible, but valid. */
  private static void addTerawattHours(LogBuilder log, String device, String from, int count, long each) {
    var start = Instant.parse(from);
    for (var i = 0; i < count; i++) {
      log.reading(device, start.plusMillis(i).toString(), 1, each);
    }
  }

  /** The views of every kind of run, which are equal to the oracle's. */
  private static Views views(Log log) {
    var views = new Views(Map.of(), List.of());
    for (var known : Known.values()) {
      for (var window : List.of("PT1H", "P30D")) {
        var scenario = new Scenario(log, known, Duration.ofDays(30), DateRange.ALL, Duration.parse(window), 7, 3);
        views = PlainRun.of(scenario);
        scenario.check(views);
      }
    }
    return views;
  }

  private static List<String> rows(Views views, String view) {
    return views.of(view).stream().map(Object::toString).toList();
  }
}
