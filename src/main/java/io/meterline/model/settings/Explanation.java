package io.meterline.model.settings;

import io.meterline.model.log.Rejection;
import io.meterline.model.time.Known;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Why the settings of one device are what they are at one time.
 *
 * @param device the device
 * @param at the time, inclusive: changes that hold from then are in force
 * @param known what may be known at the time
 * @param ownChanges the number of the device's own changes in the log, whenever they hold, including rejected ones
 * @param settings every setting of the catalogue, in its order
 * @param rejected the rejected changes of scopes that apply to the device (its own, those of its plan and cohort at the time,
 *     and everyone's) that would hold by then; in log order
 * @param nobody the rejected changes whose scope is none ({@code street:7}, {@code Device:m1}) that would hold by then, as any of them
 *     may have been meant for the device; in log order
 */
public record Explanation(
    String device,
    Instant at,
    Known known,
    long ownChanges,
    List<SettingExplanation> settings,
    List<Rejection> rejected,
    List<Rejection> nobody) {

  /** Makes immutable copies of the lists. */
  public Explanation {
    settings = List.copyOf(settings);
    rejected = List.copyOf(rejected);
    nobody = List.copyOf(nobody);
  }

  /**
   * The value in force of one setting, and the changes behind it.
   *
   * @param setting the setting
   * @param value the value in force, empty if there is none
   * @param scope the scope it comes from, empty if it is the catalogue's default or there is none
   * @param chain the changes that determine the value at its scope, from the last {@code SET} on, in fold order, which is by
   *     effective time
   * @param cleared the {@code CLEAR}s that removed the value of more specific scopes, the most specific first, each followed by
   *     the changes passed over because of it; without the {@code CLEAR}s the value would come from there
   * @param unknown changes of the setting, of every scope that applies to the device, that are effective by the time but were
   *     logged after it, so not known yet under {@code known=then}; the most specific scope first, in
   *     fold order within each; empty under {@code known=now}
   * @param alternative what would be in force under the other value of {@code known}, empty if it is the same from the same
   *     scope
   */
  public record SettingExplanation(
      Setting setting,
      Optional<Value> value,
      Optional<Scope> scope,
      List<Link> chain,
      List<Link> cleared,
      List<SettingsChange> unknown,
      Optional<Alternative> alternative) {

    /** Makes immutable copies of the lists. */
    public SettingExplanation {
      chain = List.copyOf(chain);
      cleared = List.copyOf(cleared);
      unknown = List.copyOf(unknown);
    }
  }

  /** The effect of a change of a chain on the value. */
  public enum Effect {
    /** It is applied to the value. */
    COUNTS,
    /**
     * None. It was valid when it took effect, but a change that took effect later, and is before it in fold order, left no
     * value to change or a result out of bounds.
     */
    PASSED_OVER
  }

  /**
   * A change that was used.
   *
   * @param change the change
   * @param effect its effect on the value
   * @param value the value of its scope after it, empty after {@code CLEAR}
   */
  public record Link(SettingsChange change, Effect effect, Optional<Value> value) {}

  /**
   * A value that would be in force under the other value of {@code known}.
   *
   * @param value the value, empty if there would be none
   * @param scope the scope it would come from, empty if it would be the catalogue's default or none
   */
  public record Alternative(Optional<Value> value, Optional<Scope> scope) {}

  /** The time zone in force. */
  public ZoneId zone() {
    return settings.stream()
        .filter(one -> one.setting() == Setting.TIMEZONE)
        .map(one -> ((Value.Zone) one.value().orElseThrow()).id())
        .findFirst()
        .orElseThrow();
  }

  /** Whether any setting would have another value, or the same from another scope, under the other value of {@code known}. */
  public boolean dependsOnKnown() {
    return settings.stream().anyMatch(setting -> setting.alternative().isPresent());
  }
}
