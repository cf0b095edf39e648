package io.meterline.page.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meterline.model.settings.Explainer;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Value;
import io.meterline.model.time.LocalDay;
import io.meterline.page.query.Cells;
import io.meterline.page.query.Chart;
import io.meterline.page.query.Edition;
import io.meterline.page.query.Queries;
import io.meterline.page.query.Reach;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A day of a home, hour by hour, in the zone of the home. With the log: import and export apart, the readings, and prices and thresholds
 * as they were in force.
 *
 * @param log the settings changes, if the log is known
 * @param queries answers questions about the views
 */
public record DayAnswer(Optional<LoggedSettings> log, Queries queries) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HOUR = 3_600_000;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

  /** The answer. */
  public ObjectNode of(String device, LocalDate date, Edition edition) {
    var root = JSON.createObjectNode();
    var days = UsageDays.of(device, date, edition, queries, ZoneOffset.UTC);
    root.put("device", device).put("date", date.toString()).put("version", edition.version());
    var zones = root.putArray("zones");
    days.days().forEach(day -> zones.add(day.zone().toString()));
    root.put("startsAt", days.starts().toString()).put("endsAt", days.ends().toString());
    root.set("usage", days.usage());
    root.set("usageThen", days.then());
    var hours = root.putArray("hours");
    var readings = log.map(any -> days.readings(edition, queries));
    days.days().forEach(day -> hours(day, readings.map(all -> parts(day, all)), days, hours));
    alerts(root, device, date, edition);
    readings.ifPresent(all -> root.set("readings", all));
    log.ifPresent(there -> settings(root, days, there.explainer(device), edition));
    return root;
  }

  private static void hours(LocalDay day, Optional<Map<Integer, Parts>> parts, UsageDays days, ArrayNode hours) {
    for (var hour = 0; hour < day.hours(); hour++) {
      var from = Instant.ofEpochMilli(day.startMillis() + hour * HOUR).atZone(day.zone());
      var to = Instant.ofEpochMilli(Math.min(day.startMillis() + (hour + 1) * HOUR, day.endMillis()));
      var object = hours.addObject().put("from", from.toInstant().toString()).put("to", to.toString());
      object.put("label", CLOCK.format(from)).put("offset", from.getOffset().getId()).put("zone", day.zone().toString());
      object.set("milliwatt_hours", hourly(days.usage(), day, hour));
      object.set("then_milliwatt_hours", hourly(days.then(), day, hour));
      if (parts.isPresent()) {
        var part = Optional.ofNullable(parts.get().get(hour));
        object.putPOJO("import", part.map(one -> Cells.number(one.imported)).orElse(null));
        object.putPOJO("export", part.map(one -> Cells.number(one.exported)).orElse(null));
      }
    }
  }

  /** The energy of an hour in the row of a zone; null if there is no such row, or its hours are not known. */
  private static JsonNode hourly(ArrayNode rows, LocalDay day, int hour) {
    for (var row : rows) {
      if (row.get("zone").asText().equals(day.zone().toString())) {
        return row.path("hourly").path(hour).isMissingNode() ? JSON.nullNode() : row.path("hourly").get(hour);
      }
    }
    return JSON.nullNode();
  }

  /**
   * The energy of an hour in both directions, in milliwatt-hours.
   *
   * @param imported the sum of the readings that are not negative
   * @param exported the sum of the negative ones, without their sign
   */
  private record Parts(long imported, long exported) {
    private static Parts of(long energy) {
      return new Parts(Math.max(energy, 0), -Math.min(energy, 0));
    }

    private Parts and(Parts other) {
      return new Parts(imported + other.imported, exported + other.exported);
    }
  }

  /** The parts of each hour of a day, by hours elapsed, of the readings that are used. */
  private static Map<Integer, Parts> parts(LocalDay day, ArrayNode readings) {
    var parts = new HashMap<Integer, Parts>();
    for (var reading : readings) {
      var at = Instant.parse(reading.get("at").asText()).toEpochMilli();
      if (reading.get("used").asBoolean() && at >= day.startMillis() && at < day.endMillis()) {
        parts.merge(day.hourOf(at), Parts.of(reading.get("milliwatt_hours").asLong()), Parts::and);
      }
    }
    return parts;
  }

  private void alerts(ObjectNode root, String device, LocalDate date, Edition edition) {
    var values = Map.of("device", device, "from", date.toString(), "to", date.plusDays(1).toString());
    root.set("alerts", queries.objects(Chart.named("home/alerts").sql(), edition, values, Reach.of(device)));
  }

  private static void settings(ObjectNode root, UsageDays days, Explainer explainer, Edition edition) {
    var steps = SettingSteps.of(explainer, edition.known(), days.starts(), days.ends());
    steps(steps, Setting.PRICE, DayAnswer::rate, root.putArray("price"));
    steps(steps, Setting.EXPORT_PRICE, DayAnswer::rate, root.putArray("export_price"));
    steps(steps, Setting.ALERT_THRESHOLD, (value, local) -> ((Value.Whole) value).number(), root.putArray("threshold"));
  }

  /** The rate at a local time, in milliseconds. */
  private static long rate(Value value, long local) {
    return ((Value.Rates) value).tariff().rateAt(local);
  }

  private record Level(Instant from, Optional<Long> number, Optional<String> scope) {}

  private static void steps(SettingSteps steps, Setting setting, BiFunction<Value, Long, Long> at, ArrayNode array) {
    var levels = new ArrayList<Level>();
    for (var step : steps.steps()) {
      var one = step.inForce().settings().get(setting.ordinal());
      // Rates change at whole minutes.
      for (var time = step.from(); time.isBefore(step.to()); time = time.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES)) {
        var local = time.toEpochMilli() + step.inForce().zone().getRules().getOffset(time).getTotalSeconds() * 1000L;
        add(levels, new Level(time, one.value().map(value -> at.apply(value, local)), one.scope().map(Object::toString)));
      }
    }
    write(levels, steps.steps().get(steps.steps().size() - 1).to(), array);
  }

  private static void add(List<Level> levels, Level next) {
    var last = levels.isEmpty() ? Optional.<Level>empty() : Optional.of(levels.get(levels.size() - 1));
    if (last.filter(one -> one.number().equals(next.number()) && one.scope().equals(next.scope())).isEmpty()) {
      levels.add(next);
    }
  }

  private static void write(List<Level> levels, Instant end, ArrayNode array) {
    for (var i = 0; i < levels.size(); i++) {
      var level = levels.get(i);
      var to = i + 1 < levels.size() ? levels.get(i + 1).from() : end;
      array.addObject()
          .put("from", level.from().toString())
          .put("to", to.toString())
          .put("value", level.number().orElse(null))
          .put("scope", level.scope().orElse(null));
    }
  }
}
