package io.meterline.app.plan;

import io.meterline.app.launch.PlanBase;
import io.meterline.app.terminal.Amounts;
import io.meterline.app.terminal.TextTable;
import io.meterline.engine.effect.AlertEffect;
import io.meterline.engine.effect.AlertEffect.Alert;
import io.meterline.engine.effect.DeviceMoney;
import io.meterline.engine.effect.MoneyEffect;
import io.meterline.engine.effect.RankEffect;
import io.meterline.engine.effect.RejectedEffect;
import io.meterline.engine.effect.ViewEffect;
import io.meterline.model.Printable;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Reason;
import io.meterline.model.settings.Money;
import io.meterline.model.settings.ProposedText;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints a plan for people to read, on one screen: what matters first is nearest to the last line. */
public final class PlanText {
  private static final int SHOWN = 5;
  private static final int MEDIAN = 50;
  private static final int MOST = 100;

  private final PrintWriter out;

  public PlanText(PrintWriter out) {
    this.out = out;
  }

  /** Prints all of it. The last line has the numbers of rows. */
  public void print(Plan plan) {
    heading(plan);
    rejected(plan.effects().rejected());
    plan.hidden().stream().filter(hidden -> !hidden.isEmpty()).forEach(this::hidden);
    ranks(plan.effects().ranks());
    alerts(plan.effects().alerts());
    money(plan.effects().money(), plan.effects().views().get(0));
    views(plan.effects().views());
    read(plan);
    var effects = plan.effects();
    line("Plan: %,d to add, %,d to change, %,d to delete", effects.added(), effects.changed(), effects.deleted());
    out.flush();
  }

  private void heading(Plan plan) {
    if (plan.proposal().isEmpty()) {
      line("What has been logged since version %s: %s", plan.version(), text(plan.added()));
    } else {
      line("Plan %s, from version %s:", plan.proposal().id(), plan.version());
      capped(plan.proposal().changes(), change -> "  " + text(change), "changes");
      if (plan.added().changes() > 0 || plan.added().devices() > 0) {
        line("  and what has been logged since: %s", text(plan.added()));
      }
    }
    plan.notes().forEach(note -> out.println("  note: " + Printable.line(note)));
  }

  private static String text(PlanBase.Added added) {
    return String.format(Locale.ROOT, "%,d settings changes, and readings of %,d devices", added.changes(), added.devices());
  }

  /** A change as it could be proposed again, and in money if that is not what its value is. */
  private static String text(LoggedChange change) {
    var money = Money.words(change).map(words -> ", that is " + words).orElse("");
    return Printable.line(change.op().toLowerCase(Locale.ROOT) + " " + ProposedText.text(change) + money);
  }

  private void rejected(RejectedEffect rejected) {
    changes("would be rejected", rejected.unusable());
    changes("would no longer be rejected", rejected.usable());
    counts("more events are rejected", rejected.added());
    counts("fewer events are rejected", rejected.deleted());
  }

  private void changes(String what, List<RejectedEffect.Change> changes) {
    if (!changes.isEmpty()) {
      out.println();
      line("Settings changes that %s:", what);
      capped(changes, change -> "  partition " + change.position() + ": " + change.detail() + ": " + change.content(), "changes");
    }
  }

  private void counts(String what, Map<Reason, Long> counts) {
    if (!counts.isEmpty()) {
      var reasons = new TreeMap<>(counts).entrySet().stream().map(one -> one.getKey() + " " + one.getValue());
      line("%s: %s", what, reasons.collect(Collectors.joining(", ")));
    }
  }

  private void hidden(Hidden hidden) {
    out.println();
    if (!hidden.devices().isEmpty()) {
      line(
          "%,d of %,d homes have a value of their own for %s, which hides the change at least in part: %s",
          hidden.devices().size(), hidden.of(), hidden.change().name(), names(hidden.devices()));
    }
    if (!hidden.groups().isEmpty()) {
      line(
          "groups with a value of their own for %s, which hides the change at least in part: %s",
          hidden.change().name(), names(hidden.groups()));
    }
  }

  private void ranks(RankEffect ranks) {
    if (ranks.moved() == 0 && ranks.causes().isEmpty()) {
      return;
    }
    out.println();
    line("Ranks: %,d move, of %s", ranks.moved(), homes(ranks.devices()));
    capped(ranks.causes(), PlanText::text, "homes that are compared otherwise");
  }

  private static String text(RankEffect.Cause cause) {
    var dates = String.format(Locale.ROOT, " (%,d dates)", cause.dates());
    if (cause.before().equals(cause.after())) {
      return "  " + cause.device() + " has another energy" + dates;
    }
    return "  "
        + cause.device()
        + cohort(" from cohort ", cause.before(), " was not compared,")
        + cohort(" to cohort ", cause.after(), " is no longer compared")
        + dates;
  }

  private static String cohort(String before, Optional<String> cohort, String otherwise) {
    return cohort.map(name -> before + name).orElse(otherwise);
  }

  private void alerts(AlertEffect alerts) {
    if (alerts.counts().isEmpty()) {
      return;
    }
    out.println();
    var counts =
        Stream.of(AlertEffect.Kind.values())
            .filter(kind -> alerts.count(kind) > 0)
            .map(kind -> String.format(Locale.ROOT, "%,d %s", alerts.count(kind), words(kind)))
            .collect(Collectors.joining(", "));
    line("Alerts: %s", counts);
    var all = alerts.counts().values().stream().mapToLong(Long::longValue).sum();
    capped(alerts.first(), all, PlanText::text, "alerts");
  }

  private static String words(AlertEffect.Kind kind) {
    return switch (kind) {
      case OPENS -> "would open";
      case VANISHES -> "would vanish";
      case CLOSES -> "would close";
      case STAYS_OPEN -> "would stay open";
      case CLOSES_AT_ANOTHER_TIME -> "would close at another time";
      case CHANGES -> "would have other values";
    };
  }

  private static String text(Alert alert) {
    var before = closed(alert.closedBefore());
    var after = closed(alert.closedAfter());
    var times =
        switch (alert.kind()) {
          case OPENS -> after;
          case VANISHES, CHANGES -> before;
          case CLOSES, STAYS_OPEN, CLOSES_AT_ANOTHER_TIME -> before + " -> " + after;
        };
    return "  " + alert.device() + " of " + alert.openedAt() + " " + words(alert.kind()) + ", " + times;
  }

  private static String closed(Optional<Instant> time) {
    return time.map(at -> "closed " + at).orElse("open");
  }

  private void money(MoneyEffect money, ViewEffect usage) {
    if (usage.isEmpty()) {
      return;
    }
    out.println();
    if (!money.devices().isEmpty()) {
      known(money, usage);
    }
    if (money.unknownRows() > 0) {
      line("%,d days have no cost before or after, as no price is in force: they are in no sum", money.unknownRows());
    }
  }

  private void known(MoneyEffect money, ViewEffect usage) {
    line("Money of %s, on the days that change: %s to %s", homes(money.devices().size()), text(usage.first()), text(usage.last()));
    var table = new TextTable("home", "before", "after", "difference");
    table.row("all", Amounts.money(money.before()), Amounts.money(money.after()), Amounts.money(money.difference()));
    for (var device : money.devices().subList(0, Math.min(SHOWN, money.devices().size()))) {
      table.row(device.device(), amount(device.before()), amount(device.after()), amount(device.difference()));
    }
    table.print(out);
    if (money.devices().size() > SHOWN) {
      line("and %s more", homes(money.devices().size() - SHOWN));
    }
    line(
        "difference of a home: least %s, median %s, most %s",
        Amounts.money(money.difference(0)), Amounts.money(money.difference(MEDIAN)), Amounts.money(money.difference(MOST)));
  }

  private static String amount(BigInteger micros) {
    return Amounts.money(DeviceMoney.micros(micros));
  }

  private void views(List<ViewEffect> views) {
    out.println();
    var table = new TextTable("view", "to add", "to change", "to delete", "homes", "first date", "last date");
    for (var view : views) {
      if (!view.isEmpty()) {
        table.row(
            view.view().name(),
            number(view.added()),
            number(view.changed()),
            number(view.deleted()),
            number(view.devices().size()),
            text(view.first()),
            text(view.last()));
      }
    }
    table.print(out);
  }

  private void read(Plan plan) {
    var planned = plan.planned();
    var all = planned.size().ofReadings();
    line(
        "read %,d%s readings, of %,d of %,d devices, in %.1f seconds on %s%s",
        planned.counts().readings(),
        all.isPresent() ? String.format(Locale.ROOT, " of %,d", all.getAsLong()) : "",
        planned.size().devices(),
        planned.size().ofDevices(),
        planned.seconds(),
        planned.runner(),
        all.isPresent() ? "; a full replay reads all" : "");
  }

  private static String homes(long number) {
    return number(number) + (number == 1 ? " home" : " homes");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String text(Optional<?> date) {
    return date.map(Object::toString).orElse("-");
  }

  private <T> void capped(List<T> all, Function<T, String> text, String what) {
    capped(all, all.size(), text, what);
  }

  private <T> void capped(List<T> first, long all, Function<T, String> text, String what) {
    var shown = first.subList(0, Math.min(SHOWN, first.size()));
    shown.forEach(one -> out.println(Printable.line(text.apply(one))));
    if (all > shown.size()) {
      line("  and %,d %s more", all - shown.size(), what);
    }
  }

  private static String names(List<String> names) {
    var shown = new ArrayList<>(names.subList(0, Math.min(SHOWN, names.size())));
    if (names.size() > SHOWN) {
      shown.add("and " + (names.size() - SHOWN) + " more");
    }
    return shown.stream().map(Printable::line).collect(Collectors.joining(", "));
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
