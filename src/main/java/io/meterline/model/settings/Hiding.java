package io.meterline.model.settings;

import io.meterline.model.log.LoggedChange;
import io.meterline.model.time.Known;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which more specific scopes hide a change, because they have a value of their own at its effective time, or are given one later while
 * the value of the change still holds. Both as corrected, that is {@code known=now}.
 */
public final class Hiding {
  private final SettingsChange change;
  private final long from;
  private final long until;
  private final Map<Scope, List<SettingsChange>> byScope;

  private Hiding(SettingsChange change, Collection<LoggedChange> others) {
    this.change = change;
    this.from = change.logged().effectiveAt().toEpochMilli();
    this.until =
        ChangeEffect.of(change.logged(), others).overriddenBy().map(other -> other.effectiveAt().toEpochMilli()).orElse(Long.MAX_VALUE);
    this.byScope =
        others.stream().flatMap(other -> ChangeEffect.accepted(other).stream()).collect(Collectors.groupingBy(SettingsChange::scope));
  }

  /**
   * The scopes that hide a change, the least specific first, then by name. A plan or cohort that the change is for is hidden by a device
   * only if the device is in it at that time.
   *
   * @param change a valid change
   * @param others the other changes of the log, in any order; invalid ones are ignored
   * @throws IllegalArgumentException if the change is not valid
   */
  public static List<Scope> of(LoggedChange change, Collection<LoggedChange> others) {
    var valid =
        ChangeEffect.accepted(change).orElseThrow(() -> new IllegalArgumentException("not a change of the catalogue: " + change));
    return new Hiding(valid, others).scopes();
  }

  /**
   * How many devices with settings of their own are in the plan or cohort that a change is for, at its effective time or later while it
   * holds; of a change for everyone, all of them.
   *
   * @param change a valid change
   * @param others the other changes of the log, in any order; invalid ones are ignored
   * @throws IllegalArgumentException if the change is not valid
   */
  public static long members(LoggedChange change, Collection<LoggedChange> others) {
    var valid =
        ChangeEffect.accepted(change).orElseThrow(() -> new IllegalArgumentException("not a change of the catalogue: " + change));
    var hiding = new Hiding(valid, others);
    return hiding.devices().filter(device -> hiding.isIn(device, valid.scope())).count();
  }

  private List<Scope> scopes() {
    return byScope.keySet().stream()
        .filter(scope -> scope.level().compareTo(change.scope().level()) < 0)
        .filter(scope -> has(scope, change.setting(), value -> true))
        .filter(this::overlaps)
        .sorted(Comparator.comparing(Scope::level).reversed().thenComparing(Scope::name))
        .toList();
  }

  /** Whether the scope shares a device with that of the change. */
  private boolean overlaps(Scope scope) {
    return scope.isDevice()
        ? isIn(scope, change.scope())
        : change.scope().equals(Scope.EVERYONE) || devices().anyMatch(device -> isIn(device, scope) && isIn(device, change.scope()));
  }

  private Stream<Scope> devices() {
    return byScope.keySet().stream().filter(Scope::isDevice);
  }

  private boolean isIn(Scope device, Scope group) {
    return switch (group.level()) {
      case EVERYONE -> true;
      case PLAN -> has(device, Setting.PLAN, group.name()::equals);
      case COHORT -> has(device, Setting.COHORT, group.name()::equals);
      case DEVICE -> device.equals(group);
    };
  }

  private boolean has(Scope scope, Setting setting, Predicate<String> value) {
    var ofSetting = byScope.getOrDefault(scope, List.of()).stream().filter(other -> other.setting() == setting).toList();
    var logged = ofSetting.stream().map(SettingsChange::logged).toList();
    return ScopeHistory.until(from, Known.NOW, scope, logged).value(setting).map(Value::toString).filter(value).isPresent()
        || ofSetting.stream().anyMatch(other -> isSetLater(other, value));
  }

  private boolean isSetLater(SettingsChange other, Predicate<String> value) {
    var at = other.logged().effectiveAt().toEpochMilli();
    return at > from && at < until && other.operation() instanceof Operation.Set set && value.test(set.value().toString());
  }
}
