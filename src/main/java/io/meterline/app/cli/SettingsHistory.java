package io.meterline.app.cli;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Rejection;
import io.meterline.model.settings.ChangeRules;
import io.meterline.model.settings.Fold;
import io.meterline.model.settings.SettingsChange;
import io.meterline.model.settings.Value;
import io.meterline.model.time.Known;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The result of each change of one scope, future ones included. */
final class SettingsHistory {
  private static final String NO_VALUE = "none";

  private final Known known;
  private final List<LoggedChange> changes = new ArrayList<>();

  /** A history under the given {@code known}. */
  SettingsHistory(Known known) {
    this.known = known;
  }

  /**
   * A change and its result.
   *
   * @param change the change
   * @param outcome the value of the scope once the change has taken hold, or why it was rejected
   */
  record Entry(LoggedChange change, String outcome) {}

  /** Adds a change of the scope, in any order. */
  void add(LoggedChange change) {
    changes.add(change);
  }

  /** All changes, in the order in which they take hold; at the same time, by effective time, then by position in the log. */
  List<Entry> entries() {
    var outcomes = outcomes();
    return changes.stream()
        .sorted(
            Comparator.comparingLong(this::holdsFrom)
                .thenComparing(LoggedChange::effectiveAt)
                .thenComparing(LoggedChange::position))
        .map(change -> new Entry(change, outcomes.get(change.position())))
        .toList();
  }

  private long holdsFrom(LoggedChange change) {
    return known.holdsFrom(change.effectiveAt().toEpochMilli(), change.position().loggedAt().toEpochMilli());
  }

  private Map<Position, String> outcomes() {
    var outcomes = new HashMap<Position, String>();
    var rules = new ChangeRules(known);
    var fold = new Fold();
    for (var change : changes) {
      rules.check(change).take(fold::add, rejection -> outcomes.put(change.position(), rejected(rejection)));
    }
    fold.advance(
        Long.MAX_VALUE,
        new Fold.Listener() {
          @Override
          public void used(SettingsChange change, Optional<Value> value) {
            outcomes.put(change.position(), value.map(one -> ChangeText.of(change.setting(), one)).orElse(NO_VALUE));
          }

          @Override
          public void overridden(SettingsChange change, SettingsChange by) {
            outcomes.put(change.position(), "no effect: " + ChangeText.of(by.logged()) + ", is later");
          }

          @Override
          public void rejected(Rejection rejection) {
            outcomes.put(position(rejection), SettingsHistory.rejected(rejection));
          }
        });
    return outcomes;
  }

  private static String rejected(Rejection rejection) {
    return "rejected: " + rejection.reason() + ": " + rejection.detail();
  }

  private static Position position(Rejection rejection) {
    return new Position(
        rejection.loggedAt().orElseThrow(), rejection.partition().orElseThrow(), rejection.offset().orElseThrow());
  }
}
