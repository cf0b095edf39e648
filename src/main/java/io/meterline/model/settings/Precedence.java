package io.meterline.model.settings;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.time.Known;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a change overrides and what overrides it, among the other changes of its scope and setting, once all of them are known.
 *
 * @param overrides the {@code SET} or {@code CLEAR} that it is effective after, empty if it is the first
 * @param overriddenBy the first {@code SET} or {@code CLEAR} that is effective after it: from then on the change shows in no
 *     value; empty if there is none
 * @param relative the {@code ADD} and {@code SCALE} between the change and that one, which change the value it leaves
 */
public record Precedence(
    Optional<LoggedChange> overrides, Optional<LoggedChange> overriddenBy, List<LoggedChange> relative) {

  /** A copy that no one else can change. */
  public Precedence {
    relative = List.copyOf(relative);
  }

  /**
   * The place of a change among others.
   *
   * @param change a change that agrees with the catalogue
   * @param others changes of the log in any order; those of other scopes and settings, and those that do not agree with the
   *     catalogue, do not matter
   * @throws IllegalArgumentException if the change does not agree with the catalogue
   */
  public static Precedence of(LoggedChange change, Collection<LoggedChange> others) {
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
        return new Precedence(overrides, Optional.of(other.logged()), relative);
      }
    }
    return new Precedence(overrides, Optional.empty(), relative);
  }

  private static List<SettingsChange> inOrder(SettingsChange placed, Collection<LoggedChange> others) {
    return others.stream()
        .flatMap(other -> accepted(other).stream())
        .filter(other -> other.scope().equals(placed.scope()) && other.setting() == placed.setting())
        .filter(other -> !other.position().equals(placed.position()))
        .sorted(SettingsChange.FOLD_ORDER)
        .toList();
  }

  private static Optional<SettingsChange> accepted(LoggedChange change) {
    return new ChangeRules(Known.NOW).check(change).match(Optional::of, rejection -> Optional.empty());
  }
}
