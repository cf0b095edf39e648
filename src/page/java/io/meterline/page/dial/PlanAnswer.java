package io.meterline.page.dial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meterline.app.plan.Plan;
import io.meterline.app.plan.PlanJson;
import io.meterline.engine.effect.AlertEffect.Alert;
import io.meterline.engine.effect.DateEffect;
import io.meterline.engine.effect.DeviceMoney;
import io.meterline.page.query.Edition;
import io.meterline.page.query.Queries;
import io.meterline.page.query.Reach;
import io.meterline.page.query.SqlFile;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A plan as the page shows it: that of the command, and what it comes to by month.
 *
 * @param queries answers questions about the views
 * @param edition the version that the plan is held against
 */
record PlanAnswer(Queries queries, Edition edition) {
  private static final String ALERTS = SqlFile.read("plan/alerts");
  private static final String ZONES = SqlFile.read("plan/zones");

  /**
   * The answer: what {@link PlanJson} has, and {@code months} in which something differs, each with the money of what differs and the
   * number of all alerts, before and after; null where they are the same. {@code alert_totals} has the same of all time, and
   * {@code zones} the time zones of homes whose alerts are listed.
   */
  ObjectNode of(Plan plan) {
    var root = PlanJson.json(plan);
    var alerts = alerts();
    var months = plan.effects().dates().stream().collect(Collectors.toMap(one -> YearMonth.from(one.date()), Month::of, Month::and, TreeMap::new));
    var array = root.putArray("months");
    months.values().removeIf(Month::isSame);
    months.forEach((month, one) -> one.write(array.addObject().put("month", month.toString()), alerts.getOrDefault(month, 0L)));
    // What is the same on both sides adds nothing.
    var before = alerts.values().stream().mapToLong(Long::longValue).sum();
    var more = months.values().stream().mapToLong(Month::moreAlerts).sum();
    root.putObject("alert_totals").put("before", before).put("after", before + more);
    zones(plan, root.putObject("zones"));
    return root;
  }

  private Map<YearMonth, Long> alerts() {
    var counts = new HashMap<YearMonth, Long>();
    queries.objects(ALERTS, edition, Map.of(), Reach.ALL).forEach(row -> counts.put(YearMonth.parse(row.get("month").asText()), row.get("alerts").asLong()));
    return counts;
  }

  private void zones(Plan plan, ObjectNode object) {
    var listed = plan.effects().alerts().first();
    var devices = listed.stream().map(Alert::device).collect(Collectors.toSet());
    var opened = listed.stream().map(Alert::openedAt).mapToLong(Instant::toEpochMilli).summaryStatistics();
    if (opened.getCount() > 0) {
      // A local date differs from that in UTC by a day at most.
      var from = date(opened.getMin()).minusDays(1);
      var to = date(opened.getMax()).plusDays(2);
      var reach = new Reach(Optional.empty(), Optional.of(from), Optional.of(to));
      for (var row : queries.objects(ZONES, edition, Map.of("from", from.toString(), "to", to.toString()), reach)) {
        if (devices.contains(row.get("device").asText())) {
          object.set(row.get("device").asText(), row.get("zone"));
        }
      }
    }
  }

  private static LocalDate date(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** What differs in a month: its money in millionths, and its alerts. */
  private record Month(BigInteger before, BigInteger after, long alertsBefore, long alertsAfter) {
    static Month of(DateEffect date) {
      return new Month(date.before(), date.after(), date.alertsBefore(), date.alertsAfter());
    }

    Month and(Month other) {
      return new Month(before.add(other.before), after.add(other.after), alertsBefore + other.alertsBefore, alertsAfter + other.alertsAfter);
    }

    long moreAlerts() {
      return alertsAfter - alertsBefore;
    }

    boolean isSame() {
      return before.equals(after) && alertsBefore + alertsAfter == 0;
    }

    /** Writes it, given how many alerts the month has before. */
    void write(ObjectNode object, long alerts) {
      var hasMoney = !before.equals(after);
      object.put("before", hasMoney ? micros(before) : null).put("after", hasMoney ? micros(after) : null);
      var hasAlerts = alertsBefore + alertsAfter > 0;
      object.put("alerts_before", hasAlerts ? (Long) alerts : null).put("alerts_after", hasAlerts ? (Long) (alerts + moreAlerts()) : null);
    }

    /** A number as JSON has it; null if it does not fit in 64 bits. */
    private static Long micros(BigInteger money) {
      var micros = DeviceMoney.micros(money);
      return micros.isPresent() ? (Long) micros.getAsLong() : null;
    }
  }
}
