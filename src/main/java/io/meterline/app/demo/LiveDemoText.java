package io.meterline.app.demo;

import io.meterline.app.demo.AlertNews.News;
import io.meterline.app.demo.HomeAlerts.Alert;
import io.meterline.app.launch.Counts;
import io.meterline.app.terminal.Amounts;
import io.meterline.model.log.LoggedChange;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** Prints the events of a live demo as they happen, one line each. Times are UTC. */
public final class LiveDemoText {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final PrintWriter out;
  private final DemoSheet sheet;
  private final Clock clock = Clock.systemUTC();
  private long late;

  public LiveDemoText(PrintWriter out) {
    this.out = out;
    this.sheet = new DemoSheet(out);
  }

  /** Printed before the broker starts, which takes a moment. */
  public void brokerStarts() {
    sheet.heading("live", "a broker, homes that report every second, and the pipeline, in this process");
    sheet.line("starting the broker ...");
    out.flush();
  }

  void begins(int homes, String badLine, String bootstrap) {
    sheet.line("%d homes, and '%s', whose readings arrive late or wrong; alerts follow within seconds", homes, badLine);
    sheet.line("Ctrl-C ends it; nothing is kept");
    sheet.commands(
        "meanwhile, from another terminal",
        "./meterline settings history --bootstrap " + bootstrap + " --scope cohort:houses",
        "./meterline settings set --bootstrap " + bootstrap
            + " --scope cohort:terraces --name alert.threshold.watts --value 500 --reason try");
    sheet.line("");
    out.flush();
  }

  void settingsAreIn(long changes) {
    line("settings", changes + " changes", "prices, plans, cohorts and alert thresholds are set");
  }

  void change(LoggedChange change) {
    line("settings", change.scope(), (change.name() + " " + change.op() + " " + change.value()).strip());
  }

  void news(News news) {
    news.accept(new Lines());
  }

  private final class Lines implements AlertNews.Visitor {
    @Override
    public void opened(Alert alert) {
      line("opened", alert, Amounts.watts(alert.peakWatts()) + ", over " + Amounts.watts(alert.thresholdWatts()));
    }

    @Override
    public void closed(Alert alert) {
      line("closed", alert, span(alert));
    }

    @Override
    public void found(Alert alert) {
      late++;
      line("found", alert, "already over: " + span(alert));
    }

    @Override
    public void corrected(Alert before, Alert after) {
      late++;
      line("corrected", after, difference(before, after));
    }

    @Override
    public void withdrawn(Alert alert) {
      late++;
      line("withdrawn", alert, "was not one: " + span(alert));
    }
  }

  void ends(long readings, long changes, Optional<Counts> counts) {
    sheet.line("");
    sheet.line("%,d readings and %,d settings changes published", readings, changes);
    sheet.line("%,d alerts corrected by late readings", late);
    counts.ifPresent(
        of -> sheet.line("%,d rows published, %,d of them corrections; %,d events rejected", of.rows(), of.corrections(), of.rejected()));
    out.flush();
  }

  private void line(String what, Alert alert, String text) {
    line(what, alert.device(), text);
  }

  private void line(String what, String who, String text) {
    sheet.line("%s  %-10s %-14s %s", CLOCK.format(clock.instant()), what, who, text);
    out.flush();
  }

  private static String span(Alert alert) {
    var length = alert.closedAt().map(closed -> ", " + seconds(alert.openedAt(), closed)).orElse("");
    return CLOCK.format(alert.openedAt()) + " to " + until(alert) + length + ", peak " + Amounts.watts(alert.peakWatts());
  }

  private static String difference(Alert before, Alert after) {
    var text = new StringJoiner("; ");
    if (!before.closedAt().equals(after.closedAt())) {
      text.add("until " + until(after) + ", was " + until(before));
    }
    if (before.thresholdWatts() != after.thresholdWatts()) {
      text.add("over " + Amounts.watts(after.thresholdWatts()) + ", was " + Amounts.watts(before.thresholdWatts()));
    }
    if (before.peakWatts() != after.peakWatts()) {
      text.add("peak " + Amounts.watts(after.peakWatts()) + ", was " + Amounts.watts(before.peakWatts()));
    }
    if (before.milliwattHours() != after.milliwattHours()) {
      text.add(after.milliwattHours() / 1_000 + " Wh, was " + before.milliwattHours() / 1_000);
    }
    return text.toString();
  }

  private static String until(Alert alert) {
    return alert.closedAt().map(CLOCK::format).orElse("now");
  }

  private static String seconds(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds() + " s";
  }
}
