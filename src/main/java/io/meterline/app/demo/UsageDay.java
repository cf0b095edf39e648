package io.meterline.app.demo;

import io.meterline.engine.analysis.Usage;
import io.meterline.model.view.Row;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;

/**
 * A row of the view of usage for a simulated log, whose sums fit their columns.
 *
 * @param device the meter
 * @param date the local day
 * @param zone the zone of the day
 * @param milliwattHours energy of the day
 * @param costMicros its cost in millionths of the currency unit, empty if any of it has no price
 * @param standingMicros the standing charge in millionths of the currency unit, empty if there is none
 * @param hourly energy by hours elapsed since local midnight, in milliwatt-hours
 */
public record UsageDay(
    String device,
    LocalDate date,
    ZoneId zone,
    long milliwattHours,
    OptionalLong costMicros,
    OptionalLong standingMicros,
    List<Long> hourly) {

  /** Every row of the view in the folder, by device and date. */
  static List<UsageDay> read(Path views) {
    return ViewRows.read(views, Usage.VIEW, UsageDay::of);
  }

  private static UsageDay of(Row row) {
    return new UsageDay(
        ViewRows.value(row, "device", String.class),
        ViewRows.value(row, "date", LocalDate.class),
        ZoneId.of(ViewRows.value(row, "zone", String.class)),
        ViewRows.number(row, "milliwatt_hours"),
        ViewRows.findNumber(row, "cost_micros"),
        ViewRows.findNumber(row, "standing_micros"),
        longs(ViewRows.value(row, "hourly", List.class)));
  }

  private static List<Long> longs(List<?> values) {
    return values.stream().map(Long.class::cast).toList();
  }
}
