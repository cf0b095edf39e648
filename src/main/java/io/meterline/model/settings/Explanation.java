package io.meterline.model.settings;

import io.meterline.model.log.Rejection;
import io.meterline.model.time.Known;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why the settings of one device are what they are at one time.
 *
 * @param device the device
 * @param at the time; changes that hold from then on are in it
 * @param known what may be known
 * @param ownChanges how many changes of its own the log has for the device, whenever they hold, the rejected among them
 * @param settings every setting of the catalogue, in its order
 * @param rejected the changes of scopes that concern the device (its own, those of its plan and cohort at the time, and
 *     everyone's) that would hold by then, and could not be used; in the order of the log
 */
public record Explanation(
    String device, Instant at, Known known, long ownChanges, List<InForceBecause> settings, List<Rejection> rejected) {

  /** A copy that no one else can change. */
  public Explanation {
    settings = List.copyOf(settings);
    rejected = List.copyOf(rejected);
  }

  /**
   * What is in force of one setting, and the changes behind it.
   *
   * @param setting the setting
   * @param value what is in force, empty where there is none
   * @param scope the scope it comes from, empty where it is the catalogue's default or there is none
   * @param chain the changes that the value at its scope comes from, from the last {@code SET} on, in the order of the fold,
   *     which is by effective time
   * @param cleared the {@code CLEAR}s that are the last word of more specific scopes, the most specific first: without
   *     them the value would come from there
   * @param unknown changes of the setting, of every scope that concerns the device, that are effective by the time and were
   *     logged after it: {@code known=then} they are not known yet; in the order of the fold, none {@code known=now}
   * @param otherwise what would be in force if the other were known, empty if it is the same from the same scope
   */
  public record InForceBecause(
      Setting setting,
      Optional<Value> value,
      Optional<Scope> scope,
      List<Link> chain,
      List<Link> cleared,
      List<SettingsChange> unknown,
      Optional<Alternative> alternative) {

    /** A copy that no one else can change. */
    public InForceBecause {
      chain = List.copyOf(chain);
      cleared = List.copyOf(cleared);
      unknown = List.copyOf(unknown);
    }
  }

  /** What a change of a chain does to the value. */
  public enum Effect {
    /** It gives the value what it says. */
    COUNTS,
    /**
     * Nothing: it could be used when it took hold, but a change that took hold later, at a place before it, left it nothing to
     * change, or would take it out of bounds.
     */
    PASSED_OVER
  }

  /**
   * A change that was used.
   *
   * @param change the change
   * @param effect what it does
   * @param value what it leaves at its scope, empty after {@code CLEAR}
   */
  public record Link(SettingsChange change, Effect effect, Optional<Value> value) {}

  /**
   * What would be in force.
   *
   * @param value the value, empty where there would be none
   * @param scope the scope it would come from, empty where it would be the catalogue's default or none
   */
  public record Alternative(Optional<Value> value, Optional<Scope> scope) {}

  /** Whether anything would be in force otherwise if the other were known. */
  public boolean dependsOnKnown() {
    return settings.stream().anyMatch(setting -> setting.alternative().isPresent());
  }
}
