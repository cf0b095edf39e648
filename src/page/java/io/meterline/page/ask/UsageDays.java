package io.meterline.page.ask;

import io.meterline.model.time.LocalDay;
import io.meterline.page.query.Edition;
import io.meterline.page.query.Queries;
import io.meterline.page.query.Reach;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A date of a home, in each zone that it has usage in: one, or two where the zone changes.
 *
 * @param date the local date
 * @param days the days, at least one
 */
record UsageDays(LocalDate date, List<LocalDay> days) {
  private static final String ZONES =
      "SELECT zone FROM usage WHERE device = $device AND date = $date::DATE"
          + " UNION SELECT zone FROM then_usage WHERE device = $device AND date = $date::DATE ORDER BY zone";

  /** The days of a date; without usage, the one in another zone. */
  static UsageDays of(String device, LocalDate date, Edition edition, Queries queries, ZoneId without) {
    var zones = queries.objects(ZONES, edition, Map.of("device", device, "date", date.toString()), Reach.day(device, date));
    if (zones.isEmpty()) {
      return new UsageDays(date, List.of(LocalDay.of(date, without)));
    }
    var days = new ArrayList<LocalDay>();
    zones.forEach(row -> days.add(LocalDay.of(date, ZoneId.of(row.get("zone").asText()))));
    return new UsageDays(date, days);
  }

  /** When the first of them starts. */
  Instant starts() {
    return Instant.ofEpochMilli(days.stream().mapToLong(LocalDay::startMillis).min().orElseThrow());
  }

  /** When the last of them ends, exclusive. */
  Instant ends() {
    return Instant.ofEpochMilli(days.stream().mapToLong(LocalDay::endMillis).max().orElseThrow());
  }
}
