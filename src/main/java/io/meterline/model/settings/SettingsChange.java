package io.meterline.model.settings;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.time.Known;
import java.util.Comparator;

/**
 * A settings change that agrees with the catalogue.
 *
 * <p>It has a place in two orders, which are the same under {@code known=now}. The natural order is that in which changes
 * take hold: by the time they hold from, then by {@link #FOLD_ORDER}, so that the order is total.
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
  /**
   * The order of the fold of one (scope, setting): effective time, then the place in the log. A correction of the past so has
   * its place in the past, whenever it was logged. Changes equal in both (an event archived twice) are ordered by what they
   * say.
   */
  public static final Comparator<SettingsChange> FOLD_ORDER =
      Comparator.comparing((SettingsChange change) -> change.logged.effectiveAt())
          .thenComparing(SettingsChange::position)
          .thenComparing(change -> change.logged.scope())
          .thenComparing(change -> change.logged.name())
          .thenComparing(change -> change.logged.op())
          .thenComparing(change -> change.logged.value())
          .thenComparing(change -> change.logged.author().orElse(""))
          .thenComparing(change -> change.logged.reason().orElse(""));

  private static final Comparator<SettingsChange> ORDER_OF_TAKING_HOLD =
      Comparator.comparingLong(SettingsChange::holdsFrom).thenComparing(FOLD_ORDER);

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
    return ORDER_OF_TAKING_HOLD.compare(this, other);
  }
}
