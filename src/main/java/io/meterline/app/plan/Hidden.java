package io.meterline.app.plan;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.settings.Hiding;
import io.meterline.model.settings.Scope;
import java.util.Collection;
import java.util.List;

/**
 * What hides a proposed change: more specific scopes that have a value of their own while it holds.
 *
 * @param change the change
 * @param devices the devices with a value of their own, by name
 * @param groups the plans and cohorts with a value of their own
 * @param of how many devices the change is for, hidden or not
 */
public record Hidden(LoggedChange change, List<String> devices, List<String> groups, long of) {
  public Hidden {
    devices = List.copyOf(devices);
    groups = List.copyOf(groups);
  }

  /**
   * What hides a change.
   *
   * @param log the other changes, logged and proposed
   * @param homes how many devices have readings
   */
  static Hidden of(LoggedChange change, Collection<LoggedChange> log, long homes) {
    var scopes = Hiding.of(change, log);
    var devices = scopes.stream().filter(Scope::isDevice).map(Scope::name).toList();
    var groups = scopes.stream().filter(scope -> !scope.isDevice()).map(Scope::toString).toList();
    var isEveryone = Scope.parse(change.scope()).filter(Scope.EVERYONE::equals).isPresent();
    return new Hidden(change, devices, groups, isEveryone ? homes : Hiding.members(change, log));
  }

  /** Whether nothing hides it. */
  public boolean isEmpty() {
    return devices.isEmpty() && groups.isEmpty();
  }
}
