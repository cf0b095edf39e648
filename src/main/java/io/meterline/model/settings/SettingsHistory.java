package io.meterline.model.settings;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.log.Rejection;
import io.meterline.model.time.Known;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The outcome of each change of one scope, future ones included. */
public final class SettingsHistory {
  private final Known known;
  private final List<LoggedChange> changes = new ArrayList<>();

  /** A history under the given {@code known}. */
  public SettingsHistory(Known known) {
    this.known = known;
  }

  /**
   * A change and its outcome.
   *
   * @param change the change
   * @param outcome what became of it
   */
  public record Entry(LoggedChange change, Outcome outcome) {}

  /** What became of a change. */
  public sealed interface Outcome {
    /**
     * It is used.
     *
     * @param setting its setting
     * @param value the value of the scope once it has taken hold; empty if it has none
     */
    record Used(Setting setting, Optional<Value> value) implements Outcome {}

    /**
     * It has no effect.
     *
     * @param by the change that is later, and replaces it
     */
    record Overridden(SettingsChange by) implements Outcome {}

    /**
     * It cannot be used.
     *
     * @param why the reason
     */
    record Unusable(Rejection why) implements Outcome {}
  }

  /** Adds a change of the scope, in any order. */
  public void add(LoggedChange change) {
    changes.add(change);
  }

  /** All changes, in the order in which they take hold; at the same time, by effective time, then by position in the log. */
  public List<Entry> entries() {
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

  private Map<Position, Outcome> outcomes() {
    var outcomes = new HashMap<Position, Outcome>();
    var rules = new ChangeRules(known);
    var fold = new Fold();
    for (var change : changes) {
      rules.check(change).take(fold::add, rejection -> outcomes.put(change.position(), new Outcome.Unusable(rejection)));
    }
    fold.advance(
        Long.MAX_VALUE,
        new Fold.Listener() {
          @Override
          public void used(SettingsChange change, Optional<Value> value) {
            outcomes.put(change.position(), new Outcome.Used(change.setting(), value));
          }

          @Override
          public void overridden(SettingsChange change, SettingsChange by) {
            outcomes.put(change.position(), new Outcome.Overridden(by));
          }

          @Override
          public void rejected(Rejection rejection) {
            outcomes.put(position(rejection), new Outcome.Unusable(rejection));
          }
        });
    return outcomes;
  }

  private static Position position(Rejection rejection) {
    return new Position(
        rejection.loggedAt().orElseThrow(), rejection.partition().orElseThrow(), rejection.offset().orElseThrow());
  }
}
