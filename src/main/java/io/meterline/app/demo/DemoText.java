package io.meterline.app.demo;

import io.meterline.app.terminal.Amounts;
import io.meterline.app.terminal.Glyphs;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Shows rows of each view, for people to read. */
public final class DemoText {
  private static final int BAR = 40;
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm xxx", Locale.ENGLISH);

  private final DemoSheet sheet;
  private final Glyphs glyphs;

  public DemoText(DemoSheet sheet, Glyphs glyphs) {
    this.sheet = sheet;
    this.glyphs = glyphs;
  }

  /** Usage by home, and the price of one of them. */
  public void usage(UsageHighlights usage, HomePrice price) {
    sheet.heading("usage", "energy, cost and standing charge by home and local day; here " + usage.month().format(MONTH));
    sheet.line("%-15s %10s %10s %10s", "home", "kWh", "cost", "standing");
    var most = Math.max(1, usage.top().get(0).milliwattHours());
    for (var home : usage.top()) {
      sheet.line(
          "%-15s %10s %10s %10s  %s",
          home.device(),
          Amounts.kwh(home.milliwattHours()),
          Amounts.money(home.costMicros()),
          Amounts.money(home.standingMicros()),
          glyphs.bar(home.milliwattHours(), most, BAR));
    }
    sheet.line("%s pays %s", price.device(), price.text());
    hours(usage.days());
  }

  private void hours(List<UsageDay> days) {
    sheet.line("%s hour by hour, %s:", days.get(0).device(), days.get(0).zone());
    for (var day : days) {
      sheet.line(
          "%-15s %10s %10s %10s  %-25s  %d hours",
          day.date().format(DAY),
          Amounts.kwh(day.milliwattHours()),
          Amounts.money(day.costMicros()),
          Amounts.money(day.standingMicros()),
          glyphs.line(day.hourly()),
          day.hourly().size());
    }
  }

  /**
   * Which alerts opened.
   *
   * @param most how many homes to show at most
   */
  public void alerts(List<HomeAlerts> homes, int most) {
    var opened = homes.stream().mapToLong(HomeAlerts::opened).sum();
    sheet.heading("alerts", "power above the threshold for long enough: " + opened + " at " + homes.size() + " homes");
    sheet.line("%-15s %6s  %-27s %8s %10s %9s %8s", "home", "alerts", "largest one: opened", "lasted", "threshold", "peak", "kWh");
    for (var home : homes.subList(0, Math.min(most, homes.size()))) {
      var alert = home.largest();
      sheet.line(
          "%-15s %6d  %-27s %8s %10s %9s %8s",
          home.device(),
          home.opened(),
          alert.openedAt().atZone(home.zone()).format(CLOCK),
          alert.closedAt().map(closed -> Amounts.hours(Duration.between(alert.openedAt(), closed))).orElse("open"),
          Amounts.watts(alert.thresholdWatts()),
          Amounts.watts(alert.peakWatts()),
          Amounts.kwh(alert.milliwattHours()));
    }
  }

  /** Homes compared with their cohorts. */
  public void cohorts(CohortHighlights day) {
    sheet.heading("cohorts", "how usage varies within each kind of home on " + day.date().format(DAY) + ", kWh by percentile");
    sheet.line("%-15s %10s %10s %10s %10s %10s %10s", "cohort", "homes", "p10", "p25", "p50", "p75", "p90");
    for (var cohort : day.cohorts()) {
      var kwh = cohort.percentiles().stream().map(Amounts::kwh).toArray();
      sheet.line("%-15s %10d ".formatted(cohort.name(), cohort.devices()) + "%10s ".repeat(kwh.length), kwh);
    }
    standings(day.standings());
  }

  private void standings(List<CohortHighlights.Standing> standings) {
    sheet.heading("comparisons", "homes ranked within their cohort that day; rank 1 used the least");
    sheet.line("%-15s %10s %10s %10s", "home", "cohort", "kWh", "rank");
    for (var home : standings) {
      sheet.line(
          "%-15s %10s %10s %10s",
          home.device(), home.cohort(), Amounts.kwh(home.milliwattHours()), home.rank() + " of " + home.devices());
    }
  }

  /** Rejected events, and why. */
  public void rejected(List<RejectedReason> reasons, long logged) {
    var events = reasons.stream().mapToLong(RejectedReason::events).sum();
    var share = String.format(Locale.ROOT, "%,d of %,d events", events, logged);
    sheet.heading("rejected", "the " + share + " that were not used, each with its reason");
    sheet.line("%-15s %10s  %s", "reason", "events", "such as");
    for (var reason : reasons) {
      sheet.line("%-15s %10d  %s", reason.reason(), reason.events(), reason.example());
    }
  }

  /** The effect of a late change on the cost of a day. */
  public void correction(LateCorrection correction) {
    var change = correction.because();
    var day = correction.now();
    sheet.line(
        "Such as %s on %s: %s kWh cost %s as known then, %s as known now.",
        day.device(),
        day.date().format(DAY),
        Amounts.kwh(day.milliwattHours()),
        Amounts.money(correction.then().costMicros()),
        Amounts.money(day.costMicros()));
    sheet.line(
        "The change behind it: %s %s %s for %s from %s on,",
        change.op(), change.name(), change.value(), change.scope(), date(change.effectiveAt()));
    sheet.line(
        "logged on %s by %s%s.",
        date(change.position().loggedAt()),
        change.author().orElse("someone"),
        change.reason().map(reason -> ": " + reason).orElse(""));
  }

  private static LocalDate date(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
