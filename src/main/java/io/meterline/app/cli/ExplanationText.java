package io.meterline.app.cli;

import io.meterline.model.Printable;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.Explanation;
import io.meterline.model.settings.Explanation.Link;
import io.meterline.model.settings.Explanation.SettingExplanation;
import io.meterline.model.settings.Money;
import io.meterline.model.settings.Scope;
import io.meterline.model.settings.Setting;
import io.meterline.model.settings.Tariff;
import io.meterline.model.settings.Value;
import io.meterline.model.time.Known;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Prints an explanation of settings, for people to read. */
final class ExplanationText {
  private static final long MILLIS_PER_SECOND = 1000;
  private static final DateTimeFormatter WEEKDAY_TIME = DateTimeFormatter.ofPattern("HH:mm 'on' EEEE", Locale.ENGLISH);

  private final PrintWriter out;

  ExplanationText(PrintWriter out) {
    this.out = out;
  }

  /** The whole explanation. */
  void print(Explanation explanation) {
    out.printf(
        "device %s at %s%s, known=%s%n",
        Printable.line(explanation.device()), explanation.at(), local(explanation), word(explanation.known()));
    if (explanation.ownChanges() == 0) {
      out.println("no settings of its own");
    }
    for (var setting : explanation.settings()) {
      out.println();
      print(setting, explanation);
    }
    out.println();
    if (!explanation.dependsOnKnown()) {
      out.printf("known=%s: nothing differs%n", word(explanation.known().other()));
    }
    if (explanation.rejected().isEmpty()) {
      out.println("rejected: none");
    } else {
      out.println("rejected:");
      explanation.rejected().forEach(this::print);
    }
    if (!explanation.nobody().isEmpty()) {
      out.println("rejected, for a scope that cannot be read and may have been meant for this device:");
      explanation.nobody().forEach(this::print);
    }
  }

  /** The local time, where it is not UTC. */
  private static String local(Explanation explanation) {
    var local = explanation.at().atZone(explanation.zone());
    return local.getOffset().equals(ZoneOffset.UTC) ? "" : " (" + local.toLocalDateTime() + " in " + explanation.zone() + ")";
  }

  /** The rate of a tariff that applies at the time. */
  private void printRate(Tariff tariff, Explanation explanation) {
    var local = explanation.at().atZone(explanation.zone());
    var rate = tariff.rateAt(explanation.at().toEpochMilli() + local.getOffset().getTotalSeconds() * MILLIS_PER_SECOND);
    out.println("  at " + WEEKDAY_TIME.format(local) + " in " + explanation.zone() + ": " + Money.perKwh(rate));
  }

  /** One setting of an explanation. */
  void print(SettingExplanation because, Explanation explanation) {
    var known = explanation.known();
    var setting = because.setting();
    out.println(Printable.line(setting.word() + " = " + inForce(setting, because.value(), because.scope())));
    if (because.value().orElse(null) instanceof Value.Rates rates && !rates.tariff().isFlat()) {
      printRate(rates.tariff(), explanation);
    }
    because.chain().forEach(this::print);
    if (!because.cleared().isEmpty()) {
      out.println("  more specific, but cleared:");
      because.cleared().forEach(this::print);
    }
    if (!because.unknown().isEmpty()) {
      out.println("  effective by then, but logged later, and not known yet:");
      because.unknown().forEach(change -> print(change.logged(), money(change.logged())));
    }
    because
        .alternative()
        .ifPresent(
            otherwise ->
                out.println(
                    Printable.line(
                        "  known=" + word(known.other()) + ": " + inForce(setting, otherwise.value(), otherwise.scope()))));
  }

  private static String inForce(Setting setting, Optional<Value> value, Optional<Scope> scope) {
    return value
        .map(one -> one + " (" + Money.words(setting, one).orElse(setting.unit()) + "), " + scope.map(from -> "from " + from).orElse("default"))
        .orElse("none");
  }

  private void print(Link link) {
    var logged = link.change().logged();
    var setting = link.change().setting();
    var isPlain = logged.value().equals(link.value().map(Value::toString).orElse(""));
    print(
        logged,
        switch (link.effect()) {
          case COUNTS -> isPlain ? money(logged) : result(setting, link.value());
          case PASSED_OVER -> " (passed over)" + result(setting, link.value());
        });
  }

  private void print(LoggedChange logged, String result) {
    var operand = logged.value().isEmpty() ? "" : " " + logged.value();
    var line =
        "  %s%s%s for %s, effective %s, logged %s%s%s"
            .formatted(
                logged.op(),
                operand,
                result,
                logged.scope(),
                logged.effectiveAt(),
                logged.position().loggedAt(),
                logged.author().filter(author -> !author.isEmpty()).map(author -> ", by " + author).orElse(""),
                logged.reason().filter(reason -> !reason.isEmpty()).map(reason -> ": " + oneLine(reason)).orElse(""));
    out.println(Printable.line(line));
  }

  private static String money(LoggedChange logged) {
    return Money.words(logged).map(words -> " (" + words + ")").orElse("");
  }

  private static String result(Setting setting, Optional<Value> value) {
    return " -> " + value.map(one -> ChangeText.of(setting, one)).orElse("none");
  }

  private void print(Rejection rejection) {
    var at = rejection.loggedAt().map(logged -> ", logged " + logged).orElse("");
    out.println(
        Printable.line("  %s: %s%s %s".formatted(rejection.reason(), oneLine(rejection.detail()), at, rejection.content())));
  }

  private static String oneLine(String text) {
    return Printable.line(text.replaceAll("\\s*\\R\\s*", " "));
  }

  private static String word(Known known) {
    return known.name().toLowerCase(Locale.ROOT);
  }
}
