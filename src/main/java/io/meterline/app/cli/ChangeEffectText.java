package io.meterline.app.cli;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.ChangeEffect;
import java.io.PrintWriter;
import java.util.Collection;

/** Prints what a change that was just logged overrides and what overrides it, for people to read. */
final class ChangeEffectText {
  private final PrintWriter out;

  ChangeEffectText(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints one line for each change that it overrides, that modifies it, or that overrides it.
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
                        ? "  does not override %s: a live run (known=then) ignores it, a replay with known=now applies it%n"
                        : "  is overridden by %s%n",
                    ChangeText.of(other)));
  }
}
