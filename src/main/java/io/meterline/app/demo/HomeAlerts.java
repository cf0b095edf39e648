package io.meterline.app.demo;

import io.meterline.engine.analysis.Alerts;
import io.meterline.model.view.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The alerts of a home.
 *
 * @param device its meter
 * @param opened number of alerts
 * @param largest the one with the most energy
 * @param zone the local time zone when the largest alert opened
 */
public record HomeAlerts(String device, long opened, Alert largest, ZoneId zone) {
  /**
   * A row of the view of alerts.
   *
   * @param closedAt empty while the alert is open
   * @param thresholdWatts the threshold in force when it opened
   * @param peakWatts the highest mean power of an interval
   * @param milliwattHours energy while it was open
   */
  public record Alert(
      String device,
      Instant openedAt,
      Optional<Instant> closedAt,
      long thresholdWatts,
      long peakWatts,
      long milliwattHours) {
    static Alert of(Row row) {
      return new Alert(
          ViewRows.value(row, "device", String.class),
          ViewRows.value(row, "opened_at", Instant.class),
          row.find("closed_at").map(Instant.class::cast),
          ViewRows.number(row, "threshold_watts"),
          ViewRows.number(row, "peak_watts"),
          ViewRows.number(row, "milliwatt_hours"));
    }
  }

  /** The homes that have alerts, the most alerts first. */
  public static List<HomeAlerts> of(Path views) {
    var alerts = ViewRows.read(views, Alerts.VIEW, Alert::of);
    var usage = UsageDay.read(views);
    var byDevice = alerts.stream().collect(Collectors.groupingBy(Alert::device, TreeMap::new, Collectors.toList()));
    return byDevice.values().stream()
        .map(ofOne -> of(ofOne, usage))
        .sorted(Comparator.comparingLong(HomeAlerts::opened).reversed().thenComparing(HomeAlerts::device))
        .toList();
  }

  private static HomeAlerts of(List<Alert> alerts, List<UsageDay> usage) {
    var largest = alerts.stream().max(Comparator.comparingLong(Alert::milliwattHours)).orElseThrow();
    return new HomeAlerts(largest.device(), alerts.size(), largest, zone(largest, usage));
  }

  /** The view of alerts has no zone, but every alert opens on a day of the view of usage, which has one. */
  private static ZoneId zone(Alert alert, List<UsageDay> usage) {
    return usage.stream()
        .filter(day -> day.device().equals(alert.device()))
        .filter(day -> day.date().equals(alert.openedAt().atZone(day.zone()).toLocalDate()))
        .map(UsageDay::zone)
        .findFirst()
        .orElse(ZoneOffset.UTC);
  }
}
