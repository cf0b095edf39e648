package io.meterline.settings;

import io.meterline.log.LoggedChange;
import io.meterline.log.Position;
import io.meterline.time.Known;
import java.util.Comparator;

/**
 * A settings change that agrees with the catalogue.
 *
 * <p>Changes are folded in their natural order: the time they hold from, then their place in the log. Changes equal in
 * both (an event archived twice) are ordered by what they say, so that the order is total.
 *
 * @param holdsFrom from when it holds, inclusive, epoch milliseconds UTC; depends on what the run may know
 * @param scope whom it is for
 * @param setting what it changes
 * @param operation how
 * @param logged the event itself
 */
public record SettingsChange(
    long holdsFrom, Scope scope, Setting setting, Operation operation, LoggedChange logged)
    implements Comparable<SettingsChange> {
  private static final Comparator<SettingsChange> ORDER =
      Comparator.comparingLong(SettingsChange::holdsFrom)
          .thenComparing(SettingsChange::position)
          .thenComparing(change -> change.logged.scope())
          .thenComparing(change -> change.logged.name())
          .thenComparing(change -> change.logged.op())
          .thenComparing(change -> change.logged.value())
          .thenComparing(change -> change.logged.effectiveAt())
          .thenComparing(change -> change.logged.author().orElse(""))
          .thenComparing(change -> change.logged.reason().orElse(""));

  SettingsChange(Known known, Scope scope, Setting setting, Operation operation, LoggedChange logged) {
    this(
        known.holdsFrom(logged.effectiveAt().toEpochMilli(), logged.position().loggedAt().toEpochMilli()),
        scope,
        setting,
        operation,
        logged);
  }

  /** Its place in the log. */
  public Position position() {
    return logged.position();
  }

  @Override
  public int compareTo(SettingsChange other) {
    return ORDER.compare(this, other);
  }
}
