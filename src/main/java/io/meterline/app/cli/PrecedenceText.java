package io.meterline.app.cli;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Precedence;
import java.io.PrintWriter;
import java.util.Collection;

/** Prints what a change that was just logged overrides and what overrides it, for people to read. */
final class PrecedenceText {
  private final PrintWriter out;

  PrecedenceText(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints one line for each change that it overrides, that modifies it, or that overrides it.
   *
   * @param change the change at its position in the log
   * @param others the other changes of the log
   */
  void print(LoggedChange change, Collection<LoggedChange> others) {
    var precedence = Precedence.of(change, others);
    var loggedAt = change.position().loggedAt();
    var isLate = loggedAt.isAfter(change.effectiveAt());
    var isOver = precedence.overriddenBy().filter(other -> !other.effectiveAt().isAfter(loggedAt)).isPresent();
    if (isLate && !isOver) {
      out.printf(
          "  effective before it was logged: a live run (known=then) applies it from %s on, a replay with known=now from %s%n",
          loggedAt, change.effectiveAt());
    }
    precedence.overrides().ifPresent(other -> out.printf("  overrides %s%n", ChangeText.of(other)));
    precedence.relative().forEach(other -> out.printf("  is changed by %s%n", ChangeText.of(other)));
    precedence
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
