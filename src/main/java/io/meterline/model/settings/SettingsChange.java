package io.meterline.model.settings;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.log.Position;
import io.meterline.model.time.Known;
import java.util.Comparator;

/**
 * A valid settings change.
 *
 * <p>Changes have two orders, which are the same under {@code known=now}. The natural order is the order in which they take
 * effect: by {@code holdsFrom}, then by {@link #FOLD_ORDER}, so that the order is total.
 *
 * @param holdsFrom when it takes effect, inclusive, epoch milliseconds UTC; depends on what the run may know
 * @param scope the devices it applies to
 * @param setting the setting it changes
 * @param operation what it does to the value
 * @param logged the event itself
 */
public record SettingsChange(
    long holdsFrom, Scope scope, Setting setting, Operation operation, LoggedChange logged)
    implements Comparable<SettingsChange> {
  /**
   * The fold order of the changes of one (scope, setting): by effective time, then by position in the log. So a correction of
   * the past stays in the past, whenever it was logged. Changes equal in both (an event archived twice) are ordered by
   * content.
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

  private static final Comparator<SettingsChange> ORDER_OF_EFFECT =
      Comparator.comparingLong(SettingsChange::holdsFrom).thenComparing(FOLD_ORDER);

  SettingsChange(Known known, Scope scope, Setting setting, Operation operation, LoggedChange logged) {
    this(
        known.holdsFrom(logged.effectiveAt().toEpochMilli(), logged.position().loggedAt().toEpochMilli()),
        scope,
        setting,
        operation,
        logged);
  }

  /** Its position in the log. */
  public Position position() {
    return logged.position();
  }

  @Override
  public int compareTo(SettingsChange other) {
    return ORDER_OF_EFFECT.compare(this, other);
  }
}
