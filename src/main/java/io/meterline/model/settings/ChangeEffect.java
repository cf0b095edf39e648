package io.meterline.model.settings;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.time.Known;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a change overrides and what overrides it, among all known changes of its scope and setting.
 *
 * @param overrides the last {@code SET} or {@code CLEAR} before it in fold order, empty if there is none
 * @param overriddenBy the first {@code SET} or {@code CLEAR} after it in fold order, which ends the effect of the change;
 *     empty if there is none
 * @param relative the {@code ADD} and {@code SCALE} between the change and {@code overriddenBy}, which modify its value
 */
public record ChangeEffect(
    Optional<LoggedChange> overrides, Optional<LoggedChange> overriddenBy, List<LoggedChange> relative) {

  /** Makes an immutable copy of the list. */
  public ChangeEffect {
    relative = List.copyOf(relative);
  }

  /**
   * The effect of a change among others.
   *
   * @param change a valid change
   * @param others changes of the log in any order; invalid ones, and those of other scopes and settings, are ignored
   * @throws IllegalArgumentException if the change is not valid
   */
  public static ChangeEffect of(LoggedChange change, Collection<LoggedChange> others) {
    var placed =
        accepted(change).orElseThrow(() -> new IllegalArgumentException("not a change of the catalogue: " + change));
    var overrides = Optional.<LoggedChange>empty();
    var relative = new ArrayList<LoggedChange>();
    for (var other : inOrder(placed, others)) {
      var isRelative = other.operation() instanceof Operation.Relative;
      if (SettingsChange.FOLD_ORDER.compare(other, placed) <= 0) {
        overrides = isRelative ? overrides : Optional.of(other.logged());
      } else if (isRelative) {
        relative.add(other.logged());
      } else {
        return new ChangeEffect(overrides, Optional.of(other.logged()), relative);
      }
    }
    return new ChangeEffect(overrides, Optional.empty(), relative);
  }

  private static List<SettingsChange> inOrder(SettingsChange placed, Collection<LoggedChange> others) {
    return others.stream()
        .flatMap(other -> accepted(other).stream())
        .filter(other -> other.scope().equals(placed.scope()) && other.setting() == placed.setting())
        .filter(other -> !other.position().equals(placed.position()))
        .sorted(SettingsChange.FOLD_ORDER)
        .toList();
  }

  /** The change as a valid one; empty if it is not. */
  static Optional<SettingsChange> accepted(LoggedChange change) {
    return new ChangeRules(Known.NOW).check(change).match(Optional::of, rejection -> Optional.empty());
  }
}
