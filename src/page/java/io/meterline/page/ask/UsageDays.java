package io.meterline.page.ask;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.meterline.model.time.LocalDay;
import io.meterline.page.query.Edition;
import io.meterline.page.query.Queries;
import io.meterline.page.query.Reach;
import io.meterline.page.query.SqlFile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A date of a home, in each zone that it has usage in: one, or two where the zone changes.
 *
 * @param device the home
 * @param date the local date
 * @param usage its rows of usage
 * @param then its rows of usage that were known then
 * @param days the days in their zones, in the order of the names of the zones; at least one
 */
record UsageDays(String device, LocalDate date, ArrayNode usage, ArrayNode then, List<LocalDay> days) {
  private static final String READINGS = SqlFile.read("log/readings");
  private static final String USAGE = "SELECT *, cost_micros + coalesce(standing_micros, 0) AS total_micros FROM usage WHERE device = $device AND date = $date::DATE ORDER BY zone";
  private static final String THEN = USAGE.replace("usage", "then_usage");

  /** The days of a date; without usage, the one in another zone. */
  static UsageDays of(String device, LocalDate date, Edition edition, Queries queries, ZoneId without) {
    var values = Map.of("device", device, "date", date.toString());
    var usage = queries.objects(USAGE, edition, values, Reach.day(device, date));
    var then = queries.objects(THEN, edition, values, Reach.day(device, date));
    var zones = new TreeSet<String>();
    Stream.of(usage, then).forEach(rows -> rows.forEach(row -> zones.add(row.get("zone").asText())));
    if (zones.isEmpty()) {
      zones.add(without.toString());
    }
    return new UsageDays(device, date, usage, then, zones.stream().map(zone -> LocalDay.of(date, ZoneId.of(zone))).toList());
  }

  /** When the first of them starts. */
  Instant starts() {
    return Instant.ofEpochMilli(days.stream().mapToLong(LocalDay::startMillis).min().orElseThrow());
  }

  /** When the last of them ends, exclusive. */
  Instant ends() {
    return Instant.ofEpochMilli(days.stream().mapToLong(LocalDay::endMillis).max().orElseThrow());
  }

  /** The readings of the log that start in them, used or not. */
  ArrayNode readings(Edition edition, Queries queries) {
    var span = Map.of("device", device, "starts", starts().toString(), "ends", ends().toString());
    return queries.objects(READINGS, edition, span, Reach.ALL);
  }
}
