package io.meterline.app.cli;

import io.meterline.model.Printable;
import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.ChangeEffect;
import io.meterline.model.settings.Hiding;
import io.meterline.model.settings.Scope;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what a change that was just logged overrides, and what overrides or hides it, for people to read. */
final class ChangeEffectText {
  private static final int SCOPES_NAMED = 5;

  private final PrintWriter out;

  ChangeEffectText(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints one line for each change that it overrides, that modifies it, or that overrides it, and one for the more specific scopes
   * that hide it.
   *
   * @param change the change at its position in the log
   * @param others the other changes of the log
   */
  void print(LoggedChange change, Collection<LoggedChange> others) {
    var effect = ChangeEffect.of(change, others);
    var loggedAt = change.position().loggedAt();
    var isLate = loggedAt.isAfter(change.effectiveAt());
    var isOver = effect.overriddenBy().filter(other -> !other.effectiveAt().isAfter(loggedAt)).isPresent();
    if (isLate && !isOver) {
      out.printf(
          "  effective before it was logged: a live run (known=then) applies it from %s on, a replay with known=now from %s%n",
          loggedAt, change.effectiveAt());
    }
    effect.overrides().ifPresent(other -> out.printf("  overrides %s%n", ChangeText.of(other)));
    effect.relative().forEach(other -> out.printf("  is changed by %s%n", ChangeText.of(other)));
    effect
        .overriddenBy()
        .ifPresent(
            other ->
                out.printf(
                    isOver
                        ? "  warning: does not override %s: a live run (known=then) ignores it, a replay with known=now applies it until"
                            + " then%n"
                        : "  warning: is overridden by %s%n",
                    ChangeText.of(other)));
    if (!change.op().equals("CLEAR")) {
      printHiding(Hiding.of(change, others));
    }
  }

  private void printHiding(List<Scope> scopes) {
    if (!scopes.isEmpty()) {
      var named = scopes.stream().limit(SCOPES_NAMED).map(Scope::toString).collect(Collectors.joining(", "));
      var more = scopes.size() > SCOPES_NAMED ? " and %,d more".formatted(scopes.size() - SCOPES_NAMED) : "";
      out.println(
          Printable.line(
              "  warning: hidden where a more specific scope has a value of its own, in %,d %s: %s%s"
                  .formatted(scopes.size(), scopes.size() == 1 ? "scope" : "scopes", named, more)));
    }
  }
}
